-- What one more order of the customer's average size, placed on the as-of date, would change: the
-- explanation of the label that they have now.
with metrics as (

    select
        as_of_date,
        customer_id,
        0 as recency_days,
        {{ "scored_frequency" if var("rfm_method") == "first_come" else "frequency + 1" }}
            as scored_frequency,
        cast(monetary + monetary / frequency as decimal(18, 4)) as monetary
    from {{ ref('int_rfm__metrics') }}
    where is_current

),

now as (

    select * from {{ ref('int_rfm__scores') }}
    where is_current

),

bands as (

    select * from {{ ref('int_rfm__bands') }}

),

after as (

    select
        metrics.customer_id,
        recency_bands.score as r_score,
        frequency_bands.score as f_score,
        monetary_bands.score as m_score
    from metrics
    {{ join_bands() }}

)

select
    now.customer_id,
    nullif(concat_ws(
        ', ',
        case
            when after.r_score <> now.r_score
                then concat('R ', now.r_score, '→', after.r_score)
        end,
        case
            when after.f_score <> now.f_score
                then concat('F ', now.f_score, '→', after.f_score)
        end,
        case
            when after.m_score <> now.m_score
                then concat('M ', now.m_score, '→', after.m_score)
        end
    ), '') as next_score_up,
    cells.segment_id as next_segment_id
from now
inner join after
    on now.customer_id = after.customer_id
inner join {{ ref('int_rfm__cells') }} as cells
    on after.r_score = cells.r_score
    and after.f_score = cells.f_score
    and after.m_score = cells.m_score
