{{ config(enabled=dataset() == 'customer_personality') }}

{% for channel in ['Web', 'Catalogue', 'Store'] -%}
select
    customer_id,
    '{{ channel }}' as channel,
    {{ channel | lower }}_purchases as orders
from {{ ref('stg_customer_personality__judged') }}
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
