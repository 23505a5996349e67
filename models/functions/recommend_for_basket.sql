{{ config(parameters=['basket', 'n', 'customer := null']) }}

-- The ranking that recommendation_evaluation measures: each item by the strongest rule from the
-- basket, more for what the customer bought before, then favourites.
with items as (

    select
        item_code,
        item as product_id,
        item_name as product_name,
        coalesce(list_contains(basket, item), false) as is_in_basket
    from {{ ref('int_baskets__items').include(database=false) }}

),

bought_before as (

    select
        item_code,
        count(*) as times
    from {{ ref('int_recommendations__lines').include(database=false) }}
    where is_current
        and customer_id = customer
    group by item_code

),

rules as (

    select *
    from {{ ref('int_recommendations__rules').include(database=false) }}
    where is_current

),

strongest as (

    select
        rules.consequent_code as item_code,
        min(rules.rule_number) as rule_number
    from rules
    inner join items
        on rules.antecedent_code = items.item_code
        and items.is_in_basket
    group by rules.consequent_code

),

audience as (

    select coalesce(max(segment_id), '') as segment_id
    from {{ ref('int_recommendations__segments').include(database=false) }}
    where is_current
        and customer_id = customer

),

ranked as (

    select
        items.product_id,
        items.product_name,
        rules.lift,
        rules.confidence,
        rules.antecedent_code,
        case when rules.rule_number is null then 'segment' else 'association' end as source,
        row_number() over (
            order by
                rules.strength * {{ repeat_weight('coalesce(bought_before.times, 0)') }}
                    desc nulls last,
                favourites.favourite_rank asc nulls last
        ) as recommendation_rank
    from {{ ref('int_recommendations__favourites').include(database=false) }} as favourites
    inner join audience
        on favourites.segment_id = audience.segment_id
        and favourites.is_current
    inner join items
        on favourites.item_code = items.item_code
        and not items.is_in_basket
    left join strongest
        on items.item_code = strongest.item_code
    left join rules
        on strongest.rule_number = rules.rule_number
    left join bought_before
        on items.item_code = bought_before.item_code

),

explained as (

    select
        cast(ranked.recommendation_rank as integer) as recommendation_rank,
        ranked.product_id,
        ranked.product_name,
        ranked.source,
        ranked.lift,
        ranked.confidence,
        {{ because("coalesce(reasons.product_name, reasons.product_id, '')") }} as because
    from ranked
    left join items as reasons
        on ranked.antecedent_code = reasons.item_code
    inner join {{ ref('recommendation_reasons').include(database=false) }} as words
        on words.audience = 'basket'
        and ranked.source = words.source

)

select *
from explained
where recommendation_rank <= n
order by recommendation_rank
