{#
    CTEs that rank the best items of each strategy for each request, as `rankings`. They read the
    CTEs requests, strategies, evidence, rules, neighbours, ease_scores, lists, purchases, items and
    withheld. Production and all others go through these steps. A list is a request and a strategy,
    and has a number, because integers are ranked faster than names.
#}
{% macro ranking_ctes(depth) -%}
asked as (

    select
        cast(requests.request_id as bigint) * 100 + strategies.strategy_number as list_id,
        requests.request_id,
        requests.evidence_id,
        requests.task,
        requests.as_of_date,
        requests.customer_id,
        requests.segment_id,
        strategies.strategy,
        strategies.source,
        strategies.measure,
        strategies.has_demand,
        strategies.has_repeat_weight
    from requests
    inner join strategies
        on requests.task = strategies.task

),

linked as (

    select distinct
        evidence_id,
        measure = 'cosine' as is_cosine
    from asked
    where measure in ('confidence', 'lift', 'strength', 'cosine')

),

-- The best link decides. For EASE, the sum of the weights does, which Python computes.
by_rules as (

    select
        evidence.evidence_id,
        rules.consequent_code as item_code,
        max(rules.confidence) as confidence,
        max(rules.lift) as lift,
        max(rules.strength) as strength
    from linked
    inner join evidence
        on linked.evidence_id = evidence.evidence_id
        and not linked.is_cosine
    inner join rules
        on evidence.as_of_date = rules.as_of_date
        and evidence.item_code = rules.antecedent_code
    group by
        evidence.evidence_id,
        rules.consequent_code

),

by_cosine as (

    select
        evidence.evidence_id,
        neighbours.neighbour_code as item_code,
        max(neighbours.cosine) as cosine
    from linked
    inner join evidence
        on linked.evidence_id = evidence.evidence_id
        and linked.is_cosine
    inner join neighbours
        on evidence.as_of_date = neighbours.as_of_date
        and evidence.item_code = neighbours.item_code
    group by
        evidence.evidence_id,
        neighbours.neighbour_code

),

evidence_sizes as (

    select
        evidence_id,
        count(*) as items
    from evidence
    group by evidence_id

),

withheld_sizes as (

    select
        as_of_date,
        count(*) as items
    from withheld
    group by as_of_date

),

-- Lists are read far enough to have some left without the items that are not recommended. Each
-- place is a row, because a join by equal places does not compare a request with the whole list.
places as (

    select
        asked.list_id,
        asked.as_of_date,
        asked.has_demand,
        asked.measure,
        case when asked.measure = 'segment_favourites' then asked.segment_id else '' end
            as segment_id,
        item_rank_series.item_rank
    from asked
    left join evidence_sizes
        on asked.evidence_id = evidence_sizes.evidence_id
    left join withheld_sizes
        on asked.as_of_date = withheld_sizes.as_of_date
    cross join {{ series(
        1,
        depth ~ ' + coalesce(evidence_sizes.items, 0) + coalesce(withheld_sizes.items, 0)',
        'item_rank',
    ) }}
    where asked.measure in ('popularity', 'recent_popularity', 'segment_favourites')

),

candidates as (

    {% for measure in ['confidence', 'lift', 'strength'] -%}
    select
        asked.list_id,
        asked.as_of_date,
        asked.has_demand,
        by_rules.item_code,
        by_rules.{{ measure }} as affinity
    from asked
    inner join by_rules
        on asked.evidence_id = by_rules.evidence_id
        and asked.measure = '{{ measure }}'

    union all

    {% endfor -%}
    select
        asked.list_id,
        asked.as_of_date,
        asked.has_demand,
        by_cosine.item_code,
        by_cosine.cosine as affinity
    from asked
    inner join by_cosine
        on asked.evidence_id = by_cosine.evidence_id
        and asked.measure = 'cosine'

    union all

    select
        asked.list_id,
        asked.as_of_date,
        asked.has_demand,
        ease_scores.item_code,
        ease_scores.affinity
    from asked
    inner join ease_scores
        on asked.evidence_id = ease_scores.evidence_id
    where asked.measure = 'ease'

    union all

    select
        places.list_id,
        places.as_of_date,
        places.has_demand,
        lists.item_code,
        1 / cast(lists.item_rank as double) as affinity
    from places
    inner join lists
        on places.as_of_date = lists.as_of_date
        and places.measure = lists.measure
        and places.segment_id = lists.segment_id
        and places.item_rank = lists.item_rank

    union all

    select
        asked.list_id,
        asked.as_of_date,
        asked.has_demand,
        purchases.item_code,
        case
            when asked.measure = 'times_bought' then purchases.times_bought
            else purchases.decayed_times
        end as affinity
    from asked
    inner join purchases
        on asked.as_of_date = purchases.as_of_date
        and asked.customer_id = purchases.customer_id
    where asked.measure in ('times_bought', 'decayed_times')

),

bought_before as (

    select
        asked.list_id,
        purchases.item_code,
        {{ repeat_weight('purchases.times_bought') }} as repeat_weight
    from asked
    inner join purchases
        on asked.as_of_date = purchases.as_of_date
        and asked.customer_id = purchases.customer_id
    where asked.has_repeat_weight

),

barred as (

    select
        asked.list_id,
        evidence.item_code
    from asked
    inner join evidence
        on asked.evidence_id = evidence.evidence_id
    where asked.task <> 'whole_basket'

    union all

    select
        asked.list_id,
        withheld.item_code
    from asked
    inner join withheld
        on asked.as_of_date = withheld.as_of_date

),

allowed as (

    select candidates.*
    from candidates
    left join barred
        on candidates.list_id = barred.list_id
        and candidates.item_code = barred.item_code
    where barred.item_code is null

),

scored as (

    select
        allowed.list_id,
        allowed.item_code,
        items.orders,
        allowed.affinity
        * case when allowed.has_demand then items.demand else 1 end
        * coalesce(bought_before.repeat_weight, 1) as score
    from allowed
    inner join items
        on allowed.as_of_date = items.as_of_date
        and allowed.item_code = items.item_code
    left join bought_before
        on allowed.list_id = bought_before.list_id
        and allowed.item_code = bought_before.item_code

),

{{ best_of_lists(depth) }},

rankings as (

    select
        asked.request_id,
        asked.strategy,
        asked.source,
        ranked.item_code,
        cast(ranked.recommendation_rank as integer) as recommendation_rank
    from ranked
    inner join asked
        on ranked.list_id = asked.list_id
    where ranked.recommendation_rank <= {{ depth }}

)
{%- endmacro %}

{#
    CTEs that rank the best rows of each list of `scored`, as `ranked`: list_id, item_code and
    recommendation_rank. The highest score is first, then the most orders, then the lowest code.
#}
{% macro best_of_lists(depth) -%}
    {{ return(adapter.dispatch('best_of_lists', 'clientele')(depth)) }}
{%- endmacro %}

{% macro default__best_of_lists(depth) -%}
-- Most candidates are below the last score of their list, which is found without a sort of all
-- columns, because one column decides and ties do not matter.
highest as (

    select
        list_id,
        score,
        row_number() over (partition by list_id order by score desc nulls last) as score_rank
    from scored

),

last_scores as (

    select
        list_id,
        min(score) as score
    from highest
    where score_rank <= {{ depth }}
    group by list_id

),

ranked as (

    select
        scored.*,
        row_number() over (
            partition by scored.list_id
            order by
                scored.score desc nulls last,
                scored.orders desc nulls last,
                scored.item_code asc nulls last
        ) as recommendation_rank
    from scored
    inner join last_scores
        on scored.list_id = last_scores.list_id
        and scored.score >= last_scores.score

)
{%- endmacro %}

{#
    DuckDB keeps the best rows of a list while it reads, so that it never holds all candidates. Ten
    million order lines have more of them than 4 GB can hold.
#}
{% macro duckdb__best_of_lists(depth) -%}
best as (

    select
        list_id,
        max(
            {
                'score': coalesce(score, cast('-infinity' as double)),
                'orders': orders,
                'below': -item_code
            },
            {{ depth }}
        ) as items
    from scored
    group by list_id

),

ranked as (

    select
        list_id,
        -unnest(items).below as item_code,
        unnest(range(1, len(items) + 1)) as recommendation_rank
    from best

)
{%- endmacro %}
