-- Bands of `1 + least(n - 1, floor(n * percent_rank))`, from the worst to the best score. They are
-- computed with integers, so rounding does not move a border. A value between two others has the
-- score that a new customer with this value would have.
{{ config(materialized='view') }}
{%- set scores = var('rfm_scores') %}
with metric_values as (select * from {{ ref('int_rfm__values') }}),

ranked as (

    select
        *,
        coalesce(sum(customers) over (
            partition by as_of_date, metric
            order by
                case when metric = 'recency' then -value else value end asc nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as customers_below,
        sum(customers) over (partition by as_of_date, metric) as population
    from metric_values

),

scored as (

    select
        *,
        case
            when population = 1 then 1
            else 1 + least(
                {{ scores - 1 }},
                cast(floor({{ scores }} * customers_below / (population - 1)) as integer)
            )
        end as score
    from ranked

),

banded as (

    select
        as_of_date,
        metric,
        score,
        min(value) as lowest_value,
        max(value) as highest_value
    from scored
    group by
        as_of_date,
        metric,
        score

),

bounded as (

    select
        as_of_date,
        metric,
        score,
        lowest_value,
        lead(lowest_value) over by_value as next_lowest_value,
        highest_value
    from banded
    window by_value as (
        partition by as_of_date, metric order by lowest_value asc nulls last
    )

),

closed as (

    select
        as_of_date,
        metric,
        score,
        lowest_value,
        case
            when next_lowest_value is null then null
            when metric = 'recency' then next_lowest_value - 1
            else highest_value
        end as upper_bound
    from bounded

)

select
    as_of_date,
    metric,
    cast(score as integer) as score,
    cast(lag(upper_bound) over (
        partition by as_of_date, metric order by lowest_value asc nulls last
    ) as decimal(28, 6)) as lower_bound,
    cast(upper_bound as decimal(28, 6)) as upper_bound
from closed
