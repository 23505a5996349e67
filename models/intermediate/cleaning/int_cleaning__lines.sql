{{ incremental_by_order('touched') }}

-- Every received line as it is shown. An accepted line has one spelling per text. A refused line
-- has its texts as received. The only table of cleaned lines: accepted and refused lines are views.
with settled as (select * from {{ ref('int_cleaning__settled') }}),

product_names as (select * from {{ ref('int_cleaning__product_names') }}),

spellings as (select * from {{ ref('int_cleaning__spellings') }}),

named as (

    select
        settled.*,
        product_names.product_name as aligned_name
    from settled
    left join product_names
        on settled.product_id = product_names.product_id

),

checked as (

    select
        *,
        {{ checks_of_line() }} as checks
    from named

)

select
    settled.order_line_id,
    settled.order_id,
    case when settled.is_of_reused_number then settled.received_order_id end
        as received_order_id,
    settled.customer_id,
    settled.product_id,
    case when settled.reason is null then settled.aligned_name else settled.product_name end
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
    settled.reason,
    settled.checks
from checked as settled
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
