{{ config(enabled=has_increments()) }}

-- The lines of changed blocks as received. An increment compares and reads only these. No rows in a
-- build that computes all lines, because it has no changed blocks.
{%- set received = adapter_relation('order_lines') -%}
{%- do ref('input__changed_blocks') %}
{%- if received is none %}
{{ empty_relation({'order_id': 'string', 'order_block': 'integer'}) }}
{%- else %}
with blocks as (select * from {{ ref('input__changed_blocks') }}),

received as (select * from {{ received }}),

{% if is_increment() -%}
stored as (select * from {{ last_digests() }}),

others as (select * from {{ received }}),

{% endif -%}
found as (

    select
        *,
        {{ order_block('order_id') }} as order_block
    from received
    where {{ order_block('order_id') }} in (select blocks.order_block from blocks)

)
{%- if is_increment() %},

trimmed as (

    select nullif({{ trimmed('cast(order_id as string)') }}, '') as order_id
    from found

    union

    select order_id
    from stored
    where order_block in (select blocks.order_block from blocks)

),

-- An order whose number is written with blanks and without has two blocks.
spread as (

    select distinct stored.order_block
    from stored
    inner join trimmed
        on {{ order_key('stored.order_id') }} = {{ order_key('trimmed.order_id') }}
    where stored.order_block not in (select blocks.order_block from blocks)

)
{%- endif %}

select * from found
{%- if is_increment() %}

union all

select
    others.*,
    spread.order_block
from others
inner join spread
    on {{ order_block('others.order_id') }} = spread.order_block
{%- endif %}
{%- endif %}
