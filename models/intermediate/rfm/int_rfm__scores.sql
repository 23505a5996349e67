-- Scores and segment of every customer, as of every scored date.
with metrics as (select * from {{ ref('int_rfm__metrics') }}),

bands as (select * from {{ ref('int_rfm__bands') }}),

cells as (select * from {{ ref('int_rfm__cells') }}),

edges as (

    {{ band_edges() }}

),

scored as (

    select
        metrics.*,
        {{ score_by_edges('recency', 'metrics.recency_days') }} as r_score,
        {{ score_by_edges('frequency', 'metrics.scored_frequency') }} as f_score,
        {{ score_by_edges('monetary', 'metrics.monetary') }} as m_score
    from metrics
    inner join edges
        on metrics.as_of_date = edges.as_of_date

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
left join cells
    on scored.r_score = cells.r_score
    and scored.f_score = cells.f_score
    and scored.m_score = cells.m_score
