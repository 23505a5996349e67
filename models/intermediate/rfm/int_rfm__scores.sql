-- Every customer's scores and segment, as of every date.
with metrics as (

    select * from {{ ref('int_rfm__metrics') }}

),

bands as (

    select * from {{ ref('int_rfm__bands') }}

),

scored as (

    select
        metrics.*,
        recency_bands.score as r_score,
        frequency_bands.score as f_score,
        monetary_bands.score as m_score
    from metrics
    {{ join_bands() }}

)

select
    scored.as_of_date,
    scored.customer_id,
    scored.is_current,
    scored.first_ordered_at,
    scored.last_ordered_at,
    scored.recency_days,
    scored.frequency,
    scored.monetary,
    scored.tenure_days,
    scored.r_score,
    scored.f_score,
    scored.m_score,
    cells.segment_id
from scored
left join {{ ref('int_rfm__cells') }} as cells
    on scored.r_score = cells.r_score
    and scored.f_score = cells.f_score
    and scored.m_score = cells.m_score
