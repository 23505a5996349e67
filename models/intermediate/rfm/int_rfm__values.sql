{{ config(materialized='view') }}

-- Every distinct value of a metric at a date, with the number of customers who have it.
{%- set metrics = {
    'recency': 'recency_days',
    'frequency': 'scored_frequency',
    'monetary': 'monetary',
} %}
with customers as (select * from {{ ref('int_rfm__metrics') }})

{% for metric, value in metrics.items() -%}
select
    as_of_date,
    cast('{{ metric }}' as string) as metric,
    cast({{ value }} as decimal(28, 6)) as value,
    cast(count(*) as bigint) as customers
from customers
group by
    as_of_date,
    {{ value }}
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
