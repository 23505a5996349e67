-- Products that are recommended to the most customers of a segment, with the most frequent reason.
with offers as (

    select * from {{ ref('int_recommendations__offers') }}
    where task = '{{ published_task() }}'

),

items as (select * from {{ ref('int_baskets__items') }}),

segments as (select * from {{ ref('int_segments') }}),

words as (

    select * from {{ ref('recommendation_reasons') }}
    where audience = 'segment'
        and language = '{{ var("language") }}'

),

reasons as (

    select
        segment_id,
        item_code,
        {{ published_source('source') }} as source,
        antecedent_code,
        min(confidence) as confidence,
        min(lift) as lift,
        count(*) as customers
    from offers
    group by
        segment_id,
        item_code,
        {{ published_source('source') }},
        antecedent_code

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
    cast(ranked.segment_id as string) as segment_id,
    cast(ranked.recommendation_rank as integer) as recommendation_rank,
    cast(items.item as string) as product_id,
    cast(items.item_name as string) as product_name,
    cast(ranked.all_customers as integer) as customers,
    cast(ranked.source as string) as source,
    ranked.lift,
    ranked.confidence,
    cast(
        {{ because('coalesce(because_of.item_name, because_of.item, segments.segment_name)') }}
        as string
    ) as because
from ranked
inner join items
    on ranked.item_code = items.item_code
left join items as because_of
    on ranked.antecedent_code = because_of.item_code
left join segments
    on ranked.segment_id = segments.segment_id
inner join words
    on ranked.source = words.source
where ranked.recommendation_rank <= {{ var('recommendations_per_customer') }}
order by
    ranked.segment_id,
    ranked.recommendation_rank
