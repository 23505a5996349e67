{{ config(
    enabled=has_increments(),
    post_hook="{{ say_increment(this) }}",
) }}

-- The orders that an increment computes: those that it must compute by themselves, and all orders
-- of their customers, because a return is deducted from an earlier order. No rows in a build that
-- computes all lines.
{%- if is_increment() %}
with families as (select * from {{ ref('int_cleaning__touched_families') }}),

changed as (

    select * from {{ ref('input__changed_orders') }}
    where not is_received

),

digests as (select * from {{ ref('input__order_digests') }}),

order_lines as (select * from {{ ref('input__order_lines') }}),

last_lines as (select * from {{ last_lines() }}),

-- Orders that are gone belong to their customers too.
pairs as (

    {% for orders in ['digests', 'changed'] -%}
    select
        {{ order_key('order_id') }} as order_id,
        {{ order_family('order_id') }} as order_family,
        customer_id
    from {{ orders }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

),

touched as (

    {{ families_of_customers('families', 'pairs') }}

)

select pairs.order_id
from pairs
inner join touched
    on pairs.order_family = touched.order_family

union

-- Parts of these numbers, as the last build split them.
select lines.order_id
from last_lines as lines
inner join touched
    on {{ order_family('lines.received_order_id') }} = touched.order_family
where lines.received_order_id is not null
{%- for lines in ['order_lines', 'last_lines'] %}

union

-- Guests without an order number, whose lines are one family.
select order_id
from {{ lines }}
where order_id like 'guest-%'
    and exists (select 1 from touched where order_family = '')
{%- endfor %}
{%- else %}
{{ empty_relation({'order_id': 'string'}) }}
{%- endif %}
