-- Compares the chances that were known on a past month end with the orders that followed. No window
-- that the chances come from ends after that month end.
with chances as (select * from {{ ref('int_customers__return_chances') }}),

returns as (select * from {{ ref('int_customers__returns') }}),

predicted as (

    select
        returns.as_of_date,
        returns.recency_band,
        returns.frequency_band,
        returns.customers,
        returns.returned,
        chances.chance_to_return,
        chances.effective_customers
    from returns
    inner join chances
        on returns.as_of_date = chances.as_of_date
        and returns.recency_band = chances.recency_band
        and returns.frequency_band = chances.frequency_band

),

ordered as (

    select
        *,
        (sum(customers) over lowest_first) - customers / 2 as customers_below,
        sum(customers) over () as all_customers
    from predicted
    window lowest_first as (
        order by
            chance_to_return asc nulls last,
            as_of_date asc nulls last,
            recency_band asc nulls last,
            frequency_band asc nulls last
        rows between unbounded preceding and current row
    )

),

deciles as (

    select
        floor(10 * customers_below / all_customers) + 1 as decile,
        sum(customers) as customers,
        sum(returned) as returned,
        cast(sum(customers * chance_to_return) as double) / sum(customers) as predicted_rate,
        cast(sum(effective_customers) as double) / count(distinct as_of_date)
            as effective_customers
    from ordered
    group by floor(10 * customers_below / all_customers)

),

rates as (

    select
        *,
        returned / customers as actual_rate,
        customers / {{ window_overlap() }} as independent_customers
    from deciles

),

bounded as (

    select
        *,
        {{ wilson_bound('predicted_rate', 'effective_customers', '-') }} as predicted_low,
        {{ wilson_bound('predicted_rate', 'effective_customers', '+') }} as predicted_high,
        {{ wilson_bound('actual_rate', 'independent_customers', '-') }} as actual_low,
        {{ wilson_bound('actual_rate', 'independent_customers', '+') }} as actual_high
    from rates

)

select
    cast(decile as integer) as decile,
    cast(customers as bigint) as observed_customers,
    cast(returned as bigint) as returned_customers,
    {{ rounded('predicted_rate', 9, 6) }} as predicted_rate,
    predicted_low,
    predicted_high,
    {{ rounded('actual_rate', 9, 6) }} as actual_rate,
    actual_low,
    actual_high,
    predicted_low <= actual_high and actual_low <= predicted_high as is_calibrated
from bounded
order by decile
