{{ config(enabled=has_increments()) }}
{{ incremental_by_order('changed') }}

-- A digest of the lines of each order and customer as received. The next build compares its lines
-- with these digests.
{#- While dbt parses the project, it sees one branch only, and these are read by the other one. -#}
{%- do [ref('input__customer_merges'), adapter_relation('reviews')] %}
{%- if adapter_relation('order_lines') is none %}
{{ empty_relation({
    'order_id': 'string',
    'customer_id': 'string',
    'lines': 'bigint',
    'digest': 'hugeint',
    'order_block': 'integer',
}) }}
{%- elif is_increment() %}
with changed as (

    select * from {{ ref('input__changed_orders') }}
    where is_received

)

select
    order_id,
    customer_id,
    lines,
    digest,
    order_block
from changed
{%- else %}
{{ order_digests(adapter_relation('order_lines'), adapter_relation('reviews')) }}
{%- endif %}
