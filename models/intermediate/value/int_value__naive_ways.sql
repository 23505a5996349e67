-- What four naive ways expect of each customer of the split. past_rate continues the mean rate
-- since the first order. last_year repeats the last 365 days. mean is the same for everybody.
-- rfm_rank spreads the total of last_year by the mean rank of recency, frequency and monetary.
with past as (select * from {{ ref('int_value__past') }}),

runs as (select * from {{ ref('int_value__runs') }}),

totals as (

    select
        count(*) as customers,
        sum(year_orders) as orders,
        sum(year_revenue) as revenue,
        sum(cast(rfm_weight as decimal(28, 12))) as rfm_weight
    from past

),

scaled as (

    select
        past.*,
        runs.horizon_days,
        runs.horizon_days / least(runs.history_days, 365) as year_share
    from past
    inner join runs
        on past.as_of_date = runs.as_of_date

)

select
    scaled.customer_id,
    scaled.orders_per_day * scaled.horizon_days as past_rate_orders,
    scaled.orders_per_day * scaled.horizon_days * scaled.order_value as past_rate_revenue,
    {%- for amount in ['orders', 'revenue'] %}
    scaled.year_{{ amount }} * scaled.year_share as last_year_{{ amount }},
    cast(totals.{{ amount }} as double) / totals.customers * scaled.year_share as mean_{{ amount }},
    cast(totals.{{ amount }} as double) * scaled.year_share * scaled.rfm_weight
    / nullif(totals.rfm_weight, 0)
        as rfm_rank_{{ amount }}{{ ',' if not loop.last }}
    {%- endfor %}
from scaled
cross join totals
