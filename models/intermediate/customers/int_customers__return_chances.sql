-- The chance to return of each pair of bands, as known on each date. It never rises with recency:
-- neighbouring bands that would break this are pooled (isotonic regression by the min-max formula).
with rates as (select * from {{ ref('int_customers__return_rates') }}),

runs as (select * from {{ ref('int_customers__return_runs') }}),

highest as (

    select
        *,
        max(mean_rate) over (
            partition by as_of_date, frequency_band, first_band
            order by last_band desc nulls last
            rows between unbounded preceding and current row
        ) as highest_rate
    from runs

)

select
    rates.as_of_date,
    rates.recency_band,
    rates.frequency_band,
    rates.customers,
    rates.returned,
    {{ rounded('cast(rates.weight as double) / ' ~ window_overlap(), 18, 6) }}
        as effective_customers,
    {{ rounded('min(highest.highest_rate)', 9, 6) }} as chance_to_return
from rates
inner join highest
    on rates.as_of_date = highest.as_of_date
    and rates.frequency_band = highest.frequency_band
    and rates.recency_band = highest.last_band
group by
    rates.as_of_date,
    rates.recency_band,
    rates.frequency_band,
    rates.customers,
    rates.returned,
    rates.weight
