{{ config(enabled=has_increments()) }}

-- The orders whose lines differ from those of the last build, as received now and as they were. No
-- rows in a build that computes all lines.
{%- if adapter_relation('order_lines') is not none and is_increment() %}
with stored as (select * from {{ last_digests() }}),

received as (

    {{ order_digests() }}

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
    'is_received': 'boolean',
}) }}
{%- endif %}
