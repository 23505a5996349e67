select
    cast(curve.customer_rank as integer) as customer_rank,
    curve.customer_id,
    curve.monetary,
    cast(curve.customer_rank / curve.customers as decimal(9, 6)) as customer_share,
    cast(curve.cumulative_revenue_share as decimal(9, 6)) as cumulative_revenue_share,
    curve.is_in_top_80
from {{ ref('int_value__curve') }} as curve
inner join {{ ref('int_rfm__dates') }} as dates
    on curve.as_of_date = dates.as_of_date
where dates.is_current
order by customer_rank
