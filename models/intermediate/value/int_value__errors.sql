-- Sums over the customers of each way. They are sums of decimals, so the order of rows changes
-- nothing. A part is a share of the largest value, because squares of money can be too large.
with predictions as (select * from {{ ref('int_value__predictions') }}),

scaled as (

    select
        *,
        cast(cast(predicted as double) / nullif(max(predicted) over of_way, 0) as decimal(18, 12))
            as predicted_part,
        cast(cast(actual as double) / nullif(max(actual) over of_way, 0) as decimal(18, 12))
            as actual_part
    from predictions
    window of_way as (partition by measure, way)

)

select
    measure,
    way,
    max(customers) as customers,
    sum(predicted) as predicted,
    sum(actual) as actual,
    sum(abs(predicted - actual)) as missed,
    cast(sum(predicted_part) as decimal(38, 12)) as predicted_parts,
    cast(sum(actual_part) as decimal(38, 12)) as actual_parts,
    sum(predicted_part * predicted_part) as predicted_squares,
    sum(actual_part * actual_part) as actual_squares,
    sum(predicted_part * actual_part) as products,
    sum(case when is_in_interval then 1 when not is_in_interval then 0 end) as in_interval,
    sum(
        case
            when 10 * predicted_rank <= customers and 10 * actual_rank <= customers then 1
            else 0
        end
    ) as top_found
from scaled
group by
    measure,
    way
