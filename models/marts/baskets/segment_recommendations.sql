-- What is recommended to most of a segment's customers, for the reason that most of them have.
with reasons as (

    select
        cases.segment_id,
        ranked.item_code,
        ranked.source,
        ranked.antecedent_code,
        min(ranked.confidence) as confidence,
        min(ranked.lift) as lift,
        count(*) as customers
    from {{ ref('int_recommendations__ranked') }} as ranked
    inner join {{ ref('int_recommendations__cases') }} as cases
        on ranked.case_id = cases.case_id
        and cases.task = 'today'
    where ranked.place <= {{ var('recommendations_per_customer') }}
    group by
        cases.segment_id,
        ranked.item_code,
        ranked.source,
        ranked.antecedent_code

),

main_reasons as (

    select
        *,
        sum(customers) over (partition by segment_id, item_code) as all_customers,
        row_number() over (
            partition by segment_id, item_code
            order by
                customers desc nulls last,
                source asc nulls last,
                antecedent_code asc nulls last
        ) as reason_rank
    from reasons

),

ranked as (

    select
        *,
        row_number() over (
            partition by segment_id
            order by all_customers desc nulls last, item_code asc nulls last
        ) as recommendation_rank
    from main_reasons
    where reason_rank = 1

)

select
    cast(ranked.segment_id as varchar) as segment_id,
    cast(ranked.recommendation_rank as integer) as recommendation_rank,
    cast(items.item as varchar) as product_id,
    cast(items.item_name as varchar) as product_name,
    cast(ranked.all_customers as integer) as customers,
    cast(ranked.source as varchar) as source,
    ranked.lift,
    ranked.confidence,
    cast(
        {{ because('coalesce(reasons.item_name, reasons.item, segments.segment_name)') }} as varchar
    ) as because
from ranked
inner join {{ ref('int_baskets__items') }} as items
    on ranked.item_code = items.item_code
left join {{ ref('int_baskets__items') }} as reasons
    on ranked.antecedent_code = reasons.item_code
left join {{ ref('int_segments') }} as segments
    on ranked.segment_id = segments.segment_id
inner join {{ ref('recommendation_reasons') }} as words
    on words.audience = 'segment'
    and ranked.source = words.source
where ranked.recommendation_rank <= {{ var('recommendations_per_customer') }}
order by
    ranked.segment_id,
    ranked.recommendation_rank
