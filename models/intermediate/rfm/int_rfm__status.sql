{{ config(materialized='view') }}

-- Scores, segment and flags of every customer, as of every scored date.
with scores as (select * from {{ ref('int_rfm__scores') }}),

thresholds as (select * from {{ ref('int_rfm__thresholds') }})

select
    scores.*,
    scores.recency_days <= {{ var('active_days') }} as is_active,
    scores.monetary >= thresholds.high_value_monetary as is_high_value,
    scores.monetary >= thresholds.high_value_monetary
        and scores.recency_days >= thresholds.at_risk_recency_days as is_high_value_at_risk,
    scores.frequency <= thresholds.low_frequency
        and scores.monetary >= thresholds.median_monetary as is_opportunity
from scores
inner join thresholds
    on scores.as_of_date = thresholds.as_of_date
