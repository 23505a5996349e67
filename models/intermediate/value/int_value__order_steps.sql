{{ config(materialized='view') }}

-- The numbers of orders whose chances are computed, for each pair of repeat orders and tenure. The
-- distribution has one peak, so 95 % lie within three standard deviations above the mean (one-sided
-- inequality of Vysochanskij and Petunin).
with models as (select * from {{ ref('int_value__models') }}),

pairs as (select * from {{ ref('int_value__orders_if_alive') }}),

rates as (

    select
        pairs.pair_number,
        models.a,
        models.b + pairs.repeat_orders + 1 as b,
        models.r + pairs.repeat_orders as shape,
        models.horizon / (models.alpha + pairs.tenure) as odds,
        {{ horizon_share('models', 'pairs') }} as share
    from pairs
    inner join models
        on pairs.as_of_date = models.as_of_date

)

select
    rates.*,
    orders_series.orders
from rates
cross join {{ series(
    0,
    'cast(ceil(rates.shape * rates.odds'
    ~ ' + 3 * sqrt(rates.shape * rates.odds * (1 + rates.odds))) + 5 as integer)',
    'orders',
) }}
