{{ config(enabled=has_increments()) }}

-- The orders that an increment must compute by themselves: changed orders, and orders whose names
-- or spellings changed with them. If a value that decides about all lines changed, all orders are
-- here. No rows in a build that computes all lines.
{%- set fields = ['category', 'channel', 'country'] %}
{%- if is_increment() %}
with changed as (select * from {{ ref('input__changed_orders') }}),

digests as (select * from {{ ref('input__order_digests') }}),

-- An import per join: the database would keep a copy of lines that several steps read.
lines_by_product_id as (select * from {{ ref('input__order_lines') }}),

lines_by_category as (select * from {{ ref('input__order_lines') }}),

lines_by_channel as (select * from {{ ref('input__order_lines') }}),

lines_by_country as (select * from {{ ref('input__order_lines') }}),

limits as (select * from {{ ref('int_cleaning__limits') }}),

product_names as (select * from {{ ref('int_cleaning__product_names') }}),

spellings as (select * from {{ ref('int_cleaning__spellings') }}),

{% for name in compared_models() -%}
last_{{ name | replace('int_cleaning__', '') }} as (select * from {{ increment_table(name) }}),

{% endfor -%}
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

)

select {{ order_family('order_id') }} as order_family
from changed

union

-- Joins, because the database reads no line for a join with no rows.
select {{ order_family('lines.order_id') }} as order_family
from lines_by_product_id as lines
inner join renamed
    on lines.product_id = renamed.product_id
{%- for field in fields %}

union

select {{ order_family('lines.order_id') }} as order_family
from lines_by_{{ field }} as lines
inner join respelled
    on respelled.field = '{{ field }}'
    and lines.{{ field }} = respelled.received
{%- endfor %}

union

select {{ order_family('digests.order_id') }} as order_family
from digests
cross join changed_limits
{%- else %}
{{ empty_relation({'order_family': 'string'}) }}
{%- endif %}
