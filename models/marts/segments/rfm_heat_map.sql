-- Every pair of scores has a row, so the heat map has no gaps.
with customers as (select * from {{ ref('customers') }}),

score_pairs as (

    select *
    from (select distinct 1 as one from customers) as there_are_some
    cross join {{ series(1, var('rfm_scores'), 'r_score') }}
    cross join {{ series(1, var('rfm_scores'), 'f_score') }}

),

counted as (

    select
        score_pairs.r_score,
        score_pairs.f_score,
        count(customers.r_score) as customers,
        coalesce(sum(customers.monetary), 0) as revenue
    from score_pairs
    left join customers
        on score_pairs.r_score = customers.r_score
        and score_pairs.f_score = customers.f_score
    group by
        score_pairs.r_score,
        score_pairs.f_score

)

select
    cast(r_score as integer) as r_score,
    cast(f_score as integer) as f_score,
    cast(customers as integer) as customers,
    {{ rounded('customers / sum(customers) over ()', 9, 6) }} as customer_share,
    cast(revenue as decimal(28, 6)) as revenue,
    {{ rounded('cast(revenue as double) / nullif(sum(revenue) over (), 0)', 9, 6) }}
        as revenue_share
from counted
order by r_score, f_score
