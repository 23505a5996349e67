-- Bands between the quantiles k / n with linear interpolation, as pandas.qcut computes them. A
-- value on an edge belongs to the lower band. Positions are integers, so rounding does not move an
-- edge. Bands that ties leave empty are left out.
{{ config(materialized='view') }}
{%- set scores = var('rfm_scores') %}
with metric_values as (select * from {{ ref('int_rfm__values') }}),

accumulated as (

    select
        *,
        sum(customers) over (
            partition by as_of_date, metric
            order by value asc nulls last
            rows between unbounded preceding and current row
        ) as customers_so_far,
        sum(customers) over (partition by as_of_date, metric) as population
    from metric_values

),

positions as (

    select
        accumulated.*,
        edge_number_series.edge_number,
        (accumulated.population - 1) * edge_number_series.edge_number as scaled_position,
        mod((accumulated.population - 1) * edge_number_series.edge_number, {{ scores }})
            as remainder
    from accumulated
    cross join {{ series(1, scores - 1, 'edge_number') }}

),

neighbours as (

    select
        as_of_date,
        metric,
        edge_number,
        max(remainder) as remainder,
        min(case
            when customers_so_far * {{ scores }} > scaled_position - remainder then value
        end) as value_below,
        min(case
            when customers_so_far * {{ scores }} > scaled_position - remainder + {{ scores }}
                then value
        end) as value_above
    from positions
    group by
        as_of_date,
        metric,
        edge_number

),

edges as (

    select
        as_of_date,
        metric,
        edge_number,
        case
            when remainder = 0 then cast(value_below as decimal(28, 6))
            else {{ rounded(
                'value_below + cast((value_above - value_below) * remainder as double) / ' ~ scores,
                28, 6,
            ) }}
        end as edge
    from neighbours

),

bands as (

    select
        as_of_date,
        metric,
        edge_number as band_number,
        lag(edge) over (
            partition by as_of_date, metric order by edge_number asc nulls last
        ) as lower_bound,
        edge as upper_bound
    from edges

    union all

    select
        as_of_date,
        metric,
        {{ scores }} as band_number,
        edge as lower_bound,
        null as upper_bound
    from edges
    where edge_number = {{ scores - 1 }}

)

select
    as_of_date,
    metric,
    cast(
        case when metric = 'recency' then {{ scores + 1 }} - band_number else band_number end
        as integer
    ) as score,
    cast(lower_bound as decimal(28, 6)) as lower_bound,
    cast(upper_bound as decimal(28, 6)) as upper_bound
from bands
where lower_bound is null
    or upper_bound is null
    or lower_bound < upper_bound
