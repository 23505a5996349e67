{{ config(
    enabled=has_increments(),
    post_hook="{{ say_increment(this) }}",
) }}

-- The orders that an increment computes: changed orders, orders whose names or spellings changed
-- with them, and all orders of their customers, because a return is deducted from an earlier order.
-- If a value that decides about all lines changed, all orders are touched. No rows in a build that
-- computes all lines.
{%- set fields = ['category', 'channel', 'country'] %}
{%- if is_increment() %}
with recursive changed as (select * from {{ ref('input__changed_orders') }}),

digests as (select * from {{ ref('input__order_digests') }}),

order_lines as (select * from {{ ref('input__order_lines') }}),

limits as (select * from {{ ref('int_cleaning__limits') }}),

product_names as (select * from {{ ref('int_cleaning__product_names') }}),

spellings as (select * from {{ ref('int_cleaning__spellings') }}),

{% for name in compared_models() -%}
last_{{ name | replace('int_cleaning__', '') }} as (select * from {{ increment_table(name) }}),

{% endfor -%}
last_lines as (select * from {{ last_lines() }}),

changed_limits as (

    select * from limits
    except
    select * from last_limits

),

renamed as (

    select coalesce(names.product_id, last_names.product_id) as product_id
    from product_names as names
    full join last_product_names as last_names
        on names.product_id = last_names.product_id
    where names.product_name is distinct from last_names.product_name

),

respelled as (

    select
        spellings.field,
        spellings.received
    from spellings
    inner join last_spellings
        on spellings.field = last_spellings.field
        and spellings.received = last_spellings.received
    where spellings.spelling is distinct from last_spellings.spelling

),

pairs as (

    select
        {{ order_key('order_id') }} as order_id,
        {{ order_family('order_id') }} as order_family,
        customer_id
    from digests

    union all

    select
        {{ order_key('order_id') }} as order_id,
        {{ order_family('order_id') }} as order_family,
        customer_id
    from changed
    where not is_received

),

first_touched as (

    select {{ order_family('order_id') }} as order_family
    from changed

    union

    select {{ order_family('order_id') }} as order_family
    from order_lines
    where product_id in (select renamed.product_id from renamed)
        {%- for field in fields %}
        or {{ field }} in (
            select respelled.received from respelled
            where respelled.field = '{{ field }}'
        )
        {%- endfor %}

    union

    select order_family
    from pairs
    where exists (select 1 from changed_limits)

),

touched as (

    select order_family
    from first_touched

    union

    select theirs.order_family
    from touched
    inner join pairs as own
        on touched.order_family = own.order_family
    inner join pairs as theirs
        on own.customer_id = theirs.customer_id

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
