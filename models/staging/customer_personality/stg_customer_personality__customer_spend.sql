{{ config(enabled=dataset() == 'customer_personality') }}

{% for category in ['Wines', 'Fruits', 'Meat', 'Fish', 'Sweets', 'Gold'] -%}
select
    customer_id,
    '{{ category }}' as category,
    {{ category | lower }} as amount
from {{ ref('stg_customer_personality__judged') }}
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
