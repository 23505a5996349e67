-- The effect of one more order with the customer's average value on the date of the run. Only moves
-- up are shown: the segment after it must have a higher revenue per customer than the present one.
-- If the order would lead to a segment that is worth less, nothing is shown.
with scores as (

    select * from {{ ref('int_rfm__scores') }}
    where is_current

),

after_order as (select * from {{ ref('int_customers__scores_after_order') }}),

cells as (select * from {{ ref('int_rfm__cells') }}),

segments as (select * from {{ ref('int_segments__profile') }}),

moves as (

    select
        scores.customer_id,
        scores.r_score,
        scores.f_score,
        scores.m_score,
        after_order.r_score as next_r_score,
        after_order.f_score as next_f_score,
        after_order.m_score as next_m_score,
        cells.segment_id as next_segment_id,
        cells.segment_id = scores.segment_id as is_same_segment,
        coalesce(next_segments.revenue_per_customer > segments.revenue_per_customer, false)
            as is_move_up
    from scores
    inner join after_order
        on scores.customer_id = after_order.customer_id
    inner join cells
        on after_order.r_score = cells.r_score
        and after_order.f_score = cells.f_score
        and after_order.m_score = cells.m_score
    inner join segments
        on scores.segment_id = segments.segment_id
    left join segments as next_segments
        on cells.segment_id = next_segments.segment_id

)

select
    customer_id,
    case
        when is_same_segment or is_move_up then nullif(concat_ws(
            ', ',
            case when next_r_score > r_score then concat('R ', r_score, '→', next_r_score) end,
            case when next_f_score > f_score then concat('F ', f_score, '→', next_f_score) end,
            case when next_m_score > m_score then concat('M ', m_score, '→', next_m_score) end
        ), '')
    end as next_score_up,
    case when is_move_up then next_segment_id end as next_segment_id
from moves
