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
        sum(revenue) as spend,
        sum(revenue) / nullif(sum(sum(revenue)) over (partition by customer_id), 0) as share
    from {{ ref('int_customers__spend') }}
    group by
        customer_id,
        {{ slug('category') }}

),

visits as (

    select
        customer_id,
        {{ slug('channel') }} as channel_slug,
        sum(orders) as orders,
        sum(orders) / sum(sum(orders)) over (partition by customer_id) as share
    from {{ ref('int_customers__channels') }}
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
    {% for relation, feature, value in [
        ('spend', "concat('category_share_', category_slug)", 'share'),
        ('spend', "concat('category_spend_', category_slug)", 'spend'),
        ('visits', "concat('channel_share_', channel_slug)", 'share'),
        ('visits', "concat('channel_orders_', channel_slug)", 'orders'),
    ] -%}
    select
        customer_id,
        {{ feature }} as feature,
        cast({{ value }} as double) as value
    from {{ relation }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

)

select
    customer_id,
    cast(feature as varchar) as feature,
    value
from features
where value is not null
