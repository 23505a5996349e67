{{ config(enabled=dataset() == 'customer_personality') }}

with customers as (select * from {{ ref('stg_customer_personality__judged') }})

{% for category in ['Wines', 'Fruits', 'Meat', 'Fish', 'Sweets', 'Gold'] -%}
select
    customer_id,
    '{{ category }}' as category,
    {{ category | lower }} as amount
from customers
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
