-- Values that depend on all received lines. They are whether equal lines are copies, the currency
-- of the build, and the plausible dates.
with order_lines as (select * from {{ ref('input__order_lines') }}),

plausible_dates as (select * from {{ ref('int_cleaning__plausible_dates') }}),

-- Counted per currency, so the lines are read once.
counted as (

    select
        currency,
        count(*) as lines,
        count(product_id) as lines_with_product,
        sum(
            case when ordered_at <> cast(cast(ordered_at as date) as timestamp) then 1 else 0 end
        ) as lines_with_time
    from order_lines
    group by currency

),

known as (

    select
        sum(lines_with_product) as lines_with_product,
        sum(lines_with_time) as lines_with_time
    from counted

),

currencies as (

    select
        currency,
        row_number() over (order by lines desc nulls last, currency asc nulls last)
            as currency_rank
    from counted
    where currency is not null

)

select
    {% if var('deduplicate') == 'auto' -%}
    cast(
        coalesce(known.lines_with_product > 0 and known.lines_with_time > 0, false) as boolean
    )
    {%- else -%}
    cast({{ var('deduplicate') | lower }} as boolean)
    {%- endif %} as is_deduplicated,
    cast(
        {% if var('currency') -%}
        '{{ currency() }}'
        {%- else -%}
        coalesce(currencies.currency, '{{ currency() }}')
        {%- endif %} as string
    ) as currency,
    plausible_dates.first_plausible_date,
    plausible_dates.last_plausible_date
from known
cross join plausible_dates
left join currencies
    on currencies.currency_rank = 1
