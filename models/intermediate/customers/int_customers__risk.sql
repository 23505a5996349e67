-- How overdue a customer is against their own rhythm, weighted by what they are worth.
-- overdue_share: the part of the silence that goes beyond the rhythm (rhythm 30 days, silent for
-- 120: 0.75). The weight runs from one half for the smallest customer to one for the largest.
with standing as (

    select * from {{ ref('int_rfm__standing') }}
    where is_current

),

rhythm as (

    select * from {{ ref('int_customers__rhythm') }}

),

measured as (

    select
        standing.customer_id,
        rhythm.rhythm_days,
        greatest(0, 1 - rhythm.rhythm_days / nullif(standing.recency_days, 0)) as overdue_share,
        0.5 + 0.5 * percent_rank() over (order by standing.monetary asc nulls last) as value_weight
    from standing
    inner join rhythm
        on standing.customer_id = rhythm.customer_id

)

select
    customer_id,
    rhythm_days,
    cast(coalesce(overdue_share, 0) as decimal(9, 6)) as overdue_share,
    cast(100 * coalesce(overdue_share, 0) * value_weight as decimal(5, 1)) as risk_score
from measured
