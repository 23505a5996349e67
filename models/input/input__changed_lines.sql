{{ config(enabled=has_increments()) }}

-- The lines of changed blocks as received. An increment compares and reads only these. No rows in a
-- build that computes all lines.
{%- set received = adapter_relation('order_lines') -%}
{%- do ref('input__changed_blocks') %}
{%- if received is none %}
{{ empty_relation({'order_id': 'string', 'order_block': 'integer'}) }}
{%- elif is_increment() %}
with blocks as (select * from {{ ref('input__changed_blocks') }}),

stored as (select * from {{ last_digests() }}),

received as (select * from {{ received }}),

others as (select * from {{ received }}),

found as (

    select
        *,
        {{ order_block('order_id') }} as order_block
    from received
    where {{ order_block('order_id') }} in (select blocks.order_block from blocks)

),

trimmed as (

    select distinct nullif({{ trimmed('cast(order_id as string)') }}, '') as order_id
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

select * from found

union all

select
    others.*,
    spread.order_block
from others
inner join spread
    on {{ order_block('others.order_id') }} = spread.order_block
{%- else %}
with received as (select * from {{ received }})

select
    *,
    cast(null as integer) as order_block
from received
where false
{%- endif %}
