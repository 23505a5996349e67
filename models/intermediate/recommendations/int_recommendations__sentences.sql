-- What is recommended to each customer today, in words, for both tasks of a customer.
with offers as (select * from {{ ref('int_recommendations__offers') }}),

items as (select * from {{ ref('int_baskets__items') }}),

segments as (select * from {{ ref('int_segments') }}),

words as (

    select * from {{ ref('recommendation_reasons') }}
    where audience = 'customer'
        and language = '{{ var("language") }}'

),

reasoned as (

    select
        offers.*,
        case
            when offers.source = 'repeat' then cast(offers.median_gap_days as string)
            else coalesce(
                because_of.item_name, because_of.item, segments.segment_name, offers.segment_id
            )
        end as name
    from offers
    left join items as because_of
        on offers.antecedent_code = because_of.item_code
    left join segments
        on offers.segment_id = segments.segment_id

)

select
    reasoned.task,
    cast(reasoned.customer_id as string) as customer_id,
    reasoned.recommendation_rank,
    cast(items.item as string) as product_id,
    cast(items.item_name as string) as product_name,
    cast({{ published_source('reasoned.source') }} as string) as source,
    reasoned.lift,
    reasoned.confidence,
    cast({{ because('reasoned.name') }} as string) as because
from reasoned
inner join items
    on reasoned.item_code = items.item_code
inner join words
    on reasoned.source = words.source
