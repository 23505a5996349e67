-- Each check counts all lines that it finds, including lines that other checks find too. A line is
-- refused for the first check only. The money that a return gives back counts once, as netted, as
-- unmatched, or as a difference of prices. Findings of the source about other rows follow.
{%- set checks = {
    'no_customer': 'is_guest',
    'cancelled': 'is_cancelled or is_return',
    'quantity_not_positive': 'is_without_quantity',
    'price_not_positive': 'is_without_price',
    'exact_duplicate': 'is_duplicate',
    'excluded_product': 'is_excluded_product',
    'bad_date': 'is_without_date',
    'implausible_date': 'is_implausible_date',
    'after_as_of_date': 'is_after_as_of_date',
    'other_currency': 'is_other_currency',
    'undone': "reason = 'undone'",
    'partly_undone': 'reason is null and cancelled_amount > 0',
    'cancellation_netted': 'is_netted',
    'cancellation_unmatched': 'is_unmatched',
    'return_price_differs': 'is_netted and not is_unmatched and netted_amount <> abs(worth)',
    'quantity_unknown': 'reason is null and is_without_quantity',
    'order_id_reused': 'is_of_reused_number',
    'currency_converted': 'reason is null and rate <> 1',
    'name_aligned': 'reason is null and product_name <> aligned_name',
} %}
{%- set money = {
    'cancellation_netted': '-netted_amount',
    'cancellation_unmatched': 'netted_amount - abs(worth)',
    'return_price_differs': 'netted_amount - abs(worth)',
} %}
with settled as (select * from {{ ref('int_cleaning__settled') }}),

product_names as (select * from {{ ref('int_cleaning__product_names') }}),

findings as (select * from {{ ref('input__findings') }}),

lines as (

    select
        settled.*,
        coalesce(settled.worth, settled.amount) as revenue,
        product_names.product_name as aligned_name
    from settled
    left join product_names
        on settled.product_id = product_names.product_id

),

counted as (

    select
        {%- for check, condition in checks.items() %}
        sum(case when {{ condition }} then 1 else 0 end) as {{ check }}_lines,
        sum(case when reason = '{{ check }}' then 1 else 0 end) as {{ check }}_rejected,
        sum(case when {{ condition }} then {{ money.get(check, 'revenue') }} end)
            as {{ check }}_revenue,
        {%- endfor %}
        count(*) as received
    from lines

)

{% for check in checks -%}
select
    cast('{{ check }}' as string) as check_name,
    cast(coalesce({{ check }}_lines, 0) as bigint) as lines,
    cast(case when {{ check }}_lines > 0 then {{ check }}_rejected end as bigint)
        as rejected_lines,
    cast({{ check }}_revenue as decimal(28, 6)) as revenue,
    cast(received as bigint) as received
from counted

union all

{% endfor -%}
select
    check_name,
    found as lines,
    cast(0 as bigint) as rejected_lines,
    revenue,
    received
from findings
