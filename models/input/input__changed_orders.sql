{{ config(enabled=has_increments()) }}

-- The orders whose lines differ from those of the last build, as received now and as they were. No
-- rows in a build that computes all lines.
{%- if adapter_relation('order_lines') is not none and is_increment() %}
with received as (

    {{ order_digests() }}

),

stored as (select * from {{ last_digests() }}),

differing as (

    select order_id
    from (
        select * from received
        except
        select * from stored
    ) as not_stored

    union

    select order_id
    from (
        select * from stored
        except
        select * from received
    ) as no_longer_received

)

select
    received.*,
    true as is_received
from received
where coalesce(order_id, '') in (select coalesce(differing.order_id, '') from differing)

union all

select
    stored.*,
    false as is_received
from stored
where coalesce(order_id, '') in (select coalesce(differing.order_id, '') from differing)
{%- else %}
{{ empty_relation({
    'order_id': 'string',
    'customer_id': 'string',
    'lines': 'bigint',
    'digest': 'hugeint',
    'is_received': 'boolean',
}) }}
{%- endif %}
