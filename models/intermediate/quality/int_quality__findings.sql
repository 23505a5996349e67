-- How many lines each check finds, whatever else is wrong with them; a line may be found by
-- several checks, and is refused for the first of them alone. Checks that a source makes of rows
-- that are no lines follow.
{%- set checks = {
    'no_customer': 'is_guest',
    'cancelled': 'is_cancelled',
    'quantity_not_positive': 'is_without_quantity',
    'price_not_positive': 'is_without_price',
    'exact_duplicate': 'is_duplicate',
    'excluded_product': 'is_excluded_product',
    'bad_date': 'is_without_date',
    'after_as_of_date': 'is_after_as_of_date',
    'undone': "reason = 'undone'",
    'partly_undone': 'reason is null and cancelled_quantity > 0',
    'cancellation_netted': 'netted_quantity > 0',
    'cancellation_unmatched': "broken_rule = 'cancelled' and quantity < 0"
        ~ ' and netted_quantity < -quantity'
        ~ (' and not is_duplicate' if var('deduplicate') else '')
        ~ ('' if var('cancellations') == 'net' else ' and false'),
    'name_aligned': 'reason is null and product_name <> aligned_name',
} %}
with lines as (

    select
        settled.*,
        product_names.product_name as aligned_name
    from {{ ref('int_order_lines__settled') }} as settled
    left join {{ ref('int_product_names') }} as product_names
        on settled.product_id = product_names.product_id

),

received as (

    select count(*) as lines
    from lines

)

{% for check, condition in checks.items() -%}
select
    cast('{{ check }}' as varchar) as check_name,
    count(*) as lines,
    sum(case when reason = '{{ check }}' then 1 else 0 end) as rejected_lines,
    sum(amount) as revenue,
    (select received.lines from received) as received
from lines
where {{ condition }}

union all

{% endfor -%}
select
    check_name,
    found as lines,
    0 as rejected_lines,
    revenue,
    received
from {{ ref('input__findings') }}
