{{ config(enabled=has_increments()) }}

-- The blocks of orders whose lines or reviews differ from those of the last build. No rows in a
-- build that computes all lines.
{%- set received = adapter_relation('order_lines') -%}
{%- set reviews = adapter_relation('reviews') %}
{%- if received is not none and is_increment() %}
with stored as (select * from {{ last_digests() }}),

sums as (

    {{ block_digests(received, reviews) }}

    union all

    select
        order_block,
        -sum(digest) as digest
    from stored
    group by order_block

)

select order_block
from sums
group by order_block
having sum(digest) <> 0
{%- else %}
{{ empty_relation({'order_block': 'integer'}) }}
{%- endif %}
