-- The scores of every customer after one more order with the customer's average value, placed on
-- the date of the run.
with current_metrics as (

    select * from {{ ref('int_rfm__metrics') }}
    where is_current

),

bands as (select * from {{ ref('int_rfm__bands') }}),

metrics as (

    select
        as_of_date,
        customer_id,
        0 as recency_days,
        {{ "scored_frequency" if var("rfm_method") == "first_come" else "frequency + 1" }}
            as scored_frequency,
        {{ rounded('monetary + cast(monetary as double) / frequency', 28, 6) }} as monetary
    from current_metrics

),

edges as (

    {{ band_edges() }}

)

select
    metrics.customer_id,
    {{ score_by_edges('recency', 'metrics.recency_days') }} as r_score,
    {{ score_by_edges('frequency', 'metrics.scored_frequency') }} as f_score,
    {{ score_by_edges('monetary', 'metrics.monetary') }} as m_score
from metrics
inner join edges
    on metrics.as_of_date = edges.as_of_date
