-- What customers can be grouped by: one row a customer and feature, under the names that the var
-- cluster_features takes. What is not known of a customer has no row.
with scores as (

    select * from {{ ref('int_rfm__scores') }}
    where is_current

),

habits as (

    select * from {{ ref('int_customers__habits') }}

),

profile as (

    select * from {{ ref('int_customers__profile') }}

),

spend as (

    select
        customer_id,
        {{ slug('category') }} as category_slug,
        sum(revenue) / nullif(sum(sum(revenue)) over (partition by customer_id), 0) as share
    from {{ ref('int_order_lines__accepted') }}
    where customer_id is not null
        and category is not null
    group by
        customer_id,
        {{ slug('category') }}

),

visits as (

    select
        customer_id,
        {{ slug('channel') }} as channel_slug,
        count(*) / sum(count(*)) over (partition by customer_id) as share
    from {{ ref('int_orders') }}
    where customer_id is not null
        and channel is not null
    group by
        customer_id,
        {{ slug('channel') }}

),

features as (

    {% for feature, expression in customer_features().items() -%}
    select
        scores.customer_id,
        '{{ feature }}' as feature,
        cast({{ expression }} as double) as value
    from scores
    inner join habits
        on scores.customer_id = habits.customer_id
    inner join profile
        on scores.customer_id = profile.customer_id

    union all

    {% endfor -%}
    select
        customer_id,
        concat('category_share_', category_slug) as feature,
        cast(share as double) as value
    from spend

    union all

    select
        customer_id,
        concat('channel_share_', channel_slug) as feature,
        cast(share as double) as value
    from visits

)

select
    customer_id,
    cast(feature as varchar) as feature,
    value
from features
where value is not null
