-- Expected orders of customers who still order. They depend on repeat orders and tenure alone, so
-- each pair is computed once.
with models as (

    select * from {{ ref('int_value__models') }}
    where withheld_reason is null

),

counts as (select * from {{ ref('int_value__history_counts') }}),

pairs as (

    select
        as_of_date,
        repeat_orders,
        tenure,
        cast(row_number() over (
            order by
                as_of_date asc nulls last,
                repeat_orders asc nulls last,
                tenure asc nulls last
        ) as integer) as pair_number
    from counts
    group by
        as_of_date,
        repeat_orders,
        tenure

),

shares as (

    select
        models.*,
        pairs.repeat_orders,
        pairs.tenure,
        pairs.pair_number,
        {{ horizon_share('models', 'pairs') }} as share
    from pairs
    inner join models
        on pairs.as_of_date = models.as_of_date

),

prepared as (

    select
        *,
        {{ series_terms('share') }} as terms
    from shares

)

select
    prepared.as_of_date,
    prepared.repeat_orders,
    prepared.tenure,
    prepared.pair_number,
    {{ orders_if_alive('prepared') }} as orders_if_alive
from prepared
