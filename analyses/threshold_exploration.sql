-- What would another threshold change? For each of the three thresholds that flag customers, the
-- query has one row per value, with the customers and the revenue that it would flag. `is_in_use`
-- marks the current value. Runs on any dataset, without a new build.
--   active_days           customers whose last order is at most this many days ago
--   high_value_quantile   customers whose monetary is at or above this quantile
--   at_risk_quantile      high-value customers whose recency is at or above this quantile
{%- set ranges = {
    'active_days': [30, 60, 90, 120, 180, 365],
    'high_value_quantile': [0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95],
    'at_risk_quantile': [0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95],
} %}

with customers as (

    select * from {{ ref('customers') }}

),

in_use as (

    select {{ quantile('monetary', var('high_value_quantile')) }} as high_value_monetary
    from customers

),

bounds as (

    {% for name, values in ranges.items() -%}
    {%- set outer = loop -%}
    {#- Not sorted, because check_config refuses a wrong var only after parsing. #}
    {%- for value in values + ([] if var(name) in values else [var(name)]) -%}
    select
        '{{ name }}' as threshold,
        {{ value }} as value,
        {{ 'true' if value == var(name) else 'false' }} as is_in_use,
        {%- if name == 'active_days' %}
        cast({{ value }} as double) as bound
        {%- else %}
        {{ quantile('monetary' if name == 'high_value_quantile' else 'recency_days', value) }}
            as bound
    from customers
        {%- endif %}
    {%- if not (loop.last and outer.last) %}

    union all

    {% endif %}
    {%- endfor %}
    {%- endfor %}

),

flagged as (

    select
        bounds.threshold,
        bounds.value,
        bounds.bound,
        bounds.is_in_use,
        customers.monetary,
        case bounds.threshold
            when 'active_days' then customers.recency_days <= bounds.bound
            when 'high_value_quantile' then customers.monetary >= bounds.bound
            else customers.monetary >= in_use.high_value_monetary
                and customers.recency_days >= bounds.bound
        end as is_flagged
    from bounds
    cross join customers
    cross join in_use

)

select
    threshold,
    value,
    bound,
    is_in_use,
    sum(case when is_flagged then 1 else 0 end) as customers,
    avg(case when is_flagged then 1.0 else 0.0 end) as customer_share,
    sum(case when is_flagged then monetary else 0 end) as revenue,
    sum(case when is_flagged then monetary else 0 end) / sum(monetary) as revenue_share
from flagged
group by
    threshold,
    value,
    bound,
    is_in_use
order by
    threshold,
    value
