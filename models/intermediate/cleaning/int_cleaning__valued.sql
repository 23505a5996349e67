{{ config(materialized='view') }}

-- Each received line in the currency of the build, with the order that it belongs to.
with numbered as (select * from {{ ref('int_cleaning__numbered') }}),

limits as (select * from {{ ref('int_cleaning__limits') }}),

reused as (select * from {{ ref('int_cleaning__reused_order_ids') }}),

exchange_rates as (select * from {{ ref('exchange_rates') }}),

rates as (

    select
        upper({{ trimmed('currency') }}) as currency,
        rate,
        valid_from,
        lead(valid_from) over (
            partition by upper({{ trimmed('currency') }}) order by valid_from asc nulls last
        ) as valid_to
    from exchange_rates

),

rated as (

    select
        numbered.order_line_id,
        coalesce(reused.order_id, numbered.order_id) as order_id,
        numbered.order_id as received_order_id,
        {% for column in [
            'customer_id', 'product_id', 'product_name', 'category', 'channel', 'country',
            'ordered_at', 'quantity', 'amount', 'refunded_amount', 'discount_amount', 'currency',
            'unit_cost', 'is_cancelled', 'copy_number', 'copies',
        ] -%}
        numbered.{{ column }},
        {% endfor -%}
        reused.order_id is not null as is_of_reused_number,
        limits.is_deduplicated,
        limits.first_plausible_date,
        limits.last_plausible_date,
        cast(
            case
                when coalesce(numbered.currency, limits.currency) = limits.currency then 1
                else rates.rate
            end as decimal(18, 9)
        ) as rate
    from numbered
    cross join limits
    left join reused
        on numbered.order_id = reused.received_order_id
        and cast(numbered.ordered_at as date) >= reused.starts_on
        and cast(numbered.ordered_at as date)
            < coalesce(reused.next_starts_on, cast('9999-12-31' as date))
    left join rates
        on numbered.currency = rates.currency
        and cast(numbered.ordered_at as date) >= rates.valid_from
        and cast(numbered.ordered_at as date)
            < coalesce(rates.valid_to, cast('9999-12-31' as date))

)

select
    *,
    {%- for column, worth in {
        'amount': 'worth',
        'refunded_amount': 'refunded_worth',
        'discount_amount': 'discount_worth',
        'unit_cost': 'unit_cost_worth',
    }.items() %}
    -- One type in both branches: rescaling a wide decimal costs more than the rest of the model.
    case when rate = 1 then {{ column }} else cast({{ column }} * rate as decimal(28, 6)) end
        as {{ worth }}{{ ',' if not loop.last }}
    {%- endfor %}
from rated
