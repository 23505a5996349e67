{{ config(enabled=has_increments()) }}

-- The orders whose lines differ from those of the last build, as received now and as they were. No
-- rows in a build that computes all lines.
{%- set reviews = adapter_relation('reviews') -%}
{%- do [ref('input__customer_merges'), ref('input__changed_blocks')] %}
{%- if adapter_relation('order_lines') is not none and is_increment() %}
with changed_blocks as (select * from {{ ref('input__changed_blocks') }}),

changed_lines as (select * from {{ ref('input__changed_lines') }}),

all_stored as (select * from {{ last_digests() }}),

{% if reviews is not none -%}
all_reviews as (select * from {{ reviews }}),

{% endif -%}
blocks as (

    select order_block from changed_blocks

    union

    select order_block from changed_lines

),

stored as (

    select * from all_stored
    where order_block in (select blocks.order_block from blocks)

),

{% if reviews is not none -%}
reviews as (

    select * from all_reviews
    where {{ order_block('order_id') }} in (select blocks.order_block from blocks)

),

{% endif -%}
received as (

    {{ order_digests('changed_lines', none if reviews is none else 'reviews') }}

),

-- The digest is of the order and the customer too, so a row is stored if its digest is.
differing as (

    select order_id from received
    where not exists (select 1 from stored where stored.digest = received.digest)

    union

    select order_id from stored
    where not exists (select 1 from received where received.digest = stored.digest)

),

keys as (

    select distinct {{ order_key('order_id') }} as order_key
    from differing

)

select
    received.*,
    true as is_received
from received
where {{ order_key('order_id') }} in (select keys.order_key from keys)

union all

select
    stored.*,
    false as is_received
from stored
where {{ order_key('order_id') }} in (select keys.order_key from keys)
{%- else %}
{{ empty_relation({
    'order_id': 'string',
    'customer_id': 'string',
    'lines': 'bigint',
    'digest': 'hugeint',
    'order_block': 'integer',
    'is_received': 'boolean',
}) }}
{%- endif %}
