-- All features that the var cluster_features can name, one row per customer and feature. An unknown
-- feature of a customer has no row.
{%- set families = [
    ('spend_by_category', 'category_share_', 'share'),
    ('spend_by_category', 'category_spend_', 'total'),
    ('orders_by_channel', 'channel_share_', 'share'),
    ('orders_by_channel', 'channel_orders_', 'total'),
] %}
with scores as (

    select * from {{ ref('int_rfm__scores') }}
    where is_current

),

habits as (select * from {{ ref('int_customers__habits') }}),

profile as (select * from {{ ref('int_customers__profile') }}),

spend as (select * from {{ ref('int_customers__spend') }}),

channels as (select * from {{ ref('int_customers__channels') }}),

spend_by_category as (

    select
        customer_id,
        {{ slug('category') }} as slug,
        sum(revenue) as total,
        cast(sum(revenue) as double) / nullif(sum(sum(revenue)) over (partition by customer_id), 0)
            as share
    from spend
    group by
        customer_id,
        {{ slug('category') }}

),

orders_by_channel as (

    select
        customer_id,
        {{ slug('channel') }} as slug,
        sum(orders) as total,
        sum(orders) / sum(sum(orders)) over (partition by customer_id) as share
    from channels
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
    {% for relation, prefix, value in families -%}
    select
        customer_id,
        concat('{{ prefix }}', slug) as feature,
        cast({{ value }} as double) as value
    from {{ relation }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

)

select
    customer_id,
    cast(feature as string) as feature,
    value
from features
where value is not null
