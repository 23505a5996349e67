-- Every received line as it is shown. An accepted line has one spelling per text, and a refused
-- line has its texts as received. The only table of cleaned lines: accepted and refused lines are
-- views of it.
with settled as (select * from {{ ref('int_cleaning__settled') }}),

product_names as (select * from {{ ref('int_cleaning__product_names') }}),

spellings as (select * from {{ ref('int_cleaning__spellings') }})

select
    settled.order_line_id,
    settled.order_id,
    case when settled.is_of_reused_number then settled.received_order_id end
        as received_order_id,
    settled.customer_id,
    settled.product_id,
    case when settled.reason is null then product_names.product_name else settled.product_name end
        as product_name,
    {%- for field, spelled in {
        'category': 'categories', 'channel': 'channels', 'country': 'countries',
    }.items() %}
    case when settled.reason is null then {{ spelled }}.spelling else settled.{{ field }} end
        as {{ field }},
    {%- endfor %}
    settled.ordered_at,
    settled.quantity,
    settled.amount,
    settled.currency,
    settled.is_cancelled,
    settled.worth,
    settled.unit_cost_worth,
    settled.cancelled_quantity,
    settled.cancelled_amount,
    settled.netted_quantity,
    settled.netted_amount,
    settled.reason
from settled
left join product_names
    on settled.product_id = product_names.product_id
{%- for field, spelled in {
    'category': 'categories', 'channel': 'channels', 'country': 'countries',
}.items() %}
left join spellings as {{ spelled }}
    on {{ spelled }}.field = '{{ field }}'
    and settled.{{ field }} = {{ spelled }}.received
{%- endfor %}
order by
    settled.ordered_at,
    settled.order_line_id
