-- The risk of losing a customer, and the revenue that could still be saved. overdue_share is the
-- share of recency_days that exceeds rhythm_days: with a rhythm of 30 days and a recency of 120
-- days, it is 0.75. It replaces the risk where no chance to return is known. The weight of the
-- value rises from 0.5 for the lowest monetary to 1 for the highest.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

rhythm as (select * from {{ ref('int_customers__rhythm') }}),

chances as (select * from {{ ref('int_customers__chances') }}),

measured as (

    select
        status.customer_id,
        rhythm.rhythm_days,
        chances.chance_to_return,
        cast(status.monetary as double) / greatest(status.tenure_days, 365) * 365
            as yearly_revenue,
        coalesce(
            greatest(
                0, 1 - cast(rhythm.rhythm_days as double) / nullif(status.recency_days, 0)
            ), 0
        ) as overdue_share,
        0.5 + 0.5 * percent_rank() over (order by status.monetary asc nulls last) as value_weight
    from status
    inner join rhythm
        on status.customer_id = rhythm.customer_id
    left join chances
        on status.customer_id = chances.customer_id

)

select
    customer_id,
    rhythm_days,
    {{ rounded('overdue_share', 9, 6) }} as overdue_share,
    chance_to_return,
    {{ rounded('yearly_revenue', 28, 4) }} as yearly_revenue,
    {{ rounded('yearly_revenue * chance_to_return', 28, 4) }} as revenue_to_save,
    {{ rounded('100 * coalesce(1 - chance_to_return, overdue_share) * value_weight', 5, 1) }}
        as risk_score
from measured
