{{ config(enabled=dataset() == 'customer_personality') }}

with customers as (select * from {{ ref('stg_customer_personality__judged') }})

{% for channel in ['Web', 'Catalogue', 'Store'] -%}
select
    customer_id,
    '{{ channel }}' as channel,
    {{ channel | lower }}_purchases as orders
from customers
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
