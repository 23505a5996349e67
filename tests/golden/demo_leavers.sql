-- The demo has customers who were planted to leave. A customer who stays must have a higher
-- probability_alive than one who left in at least 85 % of all pairs (area under the ROC curve). A
-- failure means that the model no longer sees who has left.
{{ config(enabled=holds_under('demo', {
    'cancellations': 'net',
    'as_of_date': none,
    'value_time_unit': 'weeks',
    'value_same_day_orders': 'one',
})) }}

with planted as (

    select
        customer_no as customer_id,
        archetype in ('lapsed_regular', 'lapsed_big_spender', 'one_timer_lost') as has_left
    from {{ source('demo_truth', 'customers') }}

),

ranked as (

    select
        planted.has_left,
        rank() over (order by customer_value.probability_alive asc nulls first)
        + (count(*) over (partition by customer_value.probability_alive) - 1) / 2 as alive_rank
    from planted
    inner join {{ ref('customer_value') }} as customer_value
        on planted.customer_id = customer_value.customer_id

),

counted as (

    select
        sum(case when has_left then 0 else alive_rank end) as ranks_of_stayers,
        sum(case when has_left then 0 else 1 end) as stayers,
        sum(case when has_left then 1 else 0 end) as leavers
    from ranked

),

measured as (

    select
        (ranks_of_stayers - stayers * (stayers + 1) / 2) / nullif(stayers * leavers, 0)
            as area_under_curve
    from counted

)

select concat('the area under the curve is only ', area_under_curve) as problem
from measured
where area_under_curve < 0.85
    or (
        area_under_curve is null
        -- An empty shop has nobody who left.
        and exists (select 1 from {{ ref('customers') }})
    )
