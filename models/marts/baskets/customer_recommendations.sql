select
    cast(cases.customer_id as varchar) as customer_id,
    ranked.place as recommendation_rank,
    cast(items.item as varchar) as product_id,
    cast(items.item_name as varchar) as product_name,
    cast(ranked.source as varchar) as source,
    ranked.lift,
    ranked.confidence,
    cast(
        {{ because('coalesce(reasons.item_name, reasons.item, segments.segment_name)') }} as varchar
    ) as because
from {{ ref('int_recommendations__ranked') }} as ranked
inner join {{ ref('int_recommendations__cases') }} as cases
    on ranked.case_id = cases.case_id
    and cases.task = 'today'
inner join {{ ref('int_baskets__items') }} as items
    on ranked.item_code = items.item_code
left join {{ ref('int_baskets__items') }} as reasons
    on ranked.antecedent_code = reasons.item_code
left join {{ ref('int_segments') }} as segments
    on cases.segment_id = segments.segment_id
inner join {{ ref('recommendation_reasons') }} as words
    on words.audience = 'customer'
    and ranked.source = words.source
where ranked.place <= {{ var('recommendations_per_customer') }}
order by
    cases.customer_id,
    ranked.place
