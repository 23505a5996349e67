with ranked as (

    select
        cases.customer_id,
        ranked.place,
        ranked.item_code,
        ranked.antecedent_code,
        ranked.source,
        ranked.confidence,
        ranked.lift,
        cases.segment_id
    from {{ ref('int_recommendations__ranked') }} as ranked
    inner join {{ ref('int_recommendations__cases') }} as cases
        on ranked.case_id = cases.case_id
        and cases.task = 'today'
    where ranked.place <= {{ var('recommendations_per_customer') }}

)

select
    ranked.customer_id,
    ranked.place as recommendation_rank,
    cast(items.item as varchar) as product_id,
    cast(items.item_name as varchar) as product_name,
    cast(ranked.source as varchar) as source,
    ranked.lift,
    ranked.confidence,
    cast({{ because('coalesce(reasons.item_name, reasons.item, segments.segment_name)') }} as varchar) as because
from ranked
inner join {{ ref('int_baskets__items') }} as items
    on ranked.item_code = items.item_code
left join {{ ref('int_baskets__items') }} as reasons
    on ranked.antecedent_code = reasons.item_code
left join {{ ref('int_segments') }} as segments
    on ranked.segment_id = segments.segment_id
inner join {{ ref('recommendation_reasons') }} as words
    on words.audience = 'customer'
    and ranked.source = words.source
order by
    ranked.customer_id,
    recommendation_rank
