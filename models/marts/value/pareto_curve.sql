with curve as (select * from {{ ref('int_value__curve') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

)

select
    cast(curve.customer_rank as integer) as customer_rank,
    curve.customer_id,
    curve.monetary,
    {{ rounded('curve.customer_rank / curve.customers', 9, 6) }} as customer_share,
    {{ rounded('curve.cumulative_revenue_share', 9, 6) }} as cumulative_revenue_share,
    curve.is_in_top_80
from curve
inner join dates
    on curve.as_of_date = dates.as_of_date
order by customer_rank
