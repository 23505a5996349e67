-- The chance that a customer who still orders places at most 0, 1, 2, … orders in the horizon, up
-- to 95 %. Each pair of repeat orders and tenure has one list. Batislam et al. 2007, mixed over the
-- customers with this history. Windows over the number of a pair take four fifths of the time of
-- windows over its columns.
with pairs as (select * from {{ ref('int_value__orders_if_alive') }}),

odds as (select * from {{ ref('int_value__order_odds') }}),

single as (

    select
        pair_number,
        orders,
        a,
        b,
        exp(ln_chance) as chance,
        exp(ln_stayed) as stayed
    from odds

),

chances as (

    select
        pair_number,
        orders,
        chance,
        stayed,
        sum(chance) over (
            partition by pair_number
            order by orders asc nulls last
            rows between unbounded preceding and current row
        ) as chance_so_far,
        -- The customer may leave after the last of these orders.
        case when orders > 0 then coalesce(stayed * a / (b + orders - 1), 0) else 0 end as left_now
    from single

),

cumulated as (

    select
        pair_number,
        orders,
        sum(stayed * chance + left_now * (1 - chance_so_far + chance)) over (
            partition by pair_number
            order by orders asc nulls last
            rows between unbounded preceding and current row
        ) as chance_so_far
    from chances

),

lists as (

    select
        pair_number,
        {{ ordered_list_of('chance_so_far', 'orders') }} as chances
    from cumulated
    where chance_so_far < 0.95
    group by pair_number

)

select
    pairs.as_of_date,
    pairs.repeat_orders,
    pairs.tenure,
    lists.chances
from lists
inner join pairs
    on lists.pair_number = pairs.pair_number
