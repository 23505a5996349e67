-- The chance that a customer who still orders places at most 0, 1, 2, … orders in the horizon, up
-- to 95 %. Each pair of repeat orders and tenure has one list. Batislam et al. 2007, mixed over the
-- customers with this history.
with odds as (select * from {{ ref('int_value__order_odds') }}),

chances as (

    select
        *,
        exp(ln_chance) as chance,
        sum(exp(ln_chance)) over (
            partition by as_of_date, repeat_orders, tenure
            order by orders asc nulls last
            rows between unbounded preceding and current row
        ) as chance_so_far,
        -- The customer may leave after the last of these orders.
        case when orders > 0 then coalesce(exp(ln_stayed) * a / (b + orders - 1), 0) else 0 end
            as left_now
    from odds

),

cumulated as (

    select
        as_of_date,
        repeat_orders,
        tenure,
        orders,
        sum(exp(ln_stayed) * chance + left_now * (1 - chance_so_far + chance)) over (
            partition by as_of_date, repeat_orders, tenure
            order by orders asc nulls last
            rows between unbounded preceding and current row
        ) as chance_so_far
    from chances

)

select
    as_of_date,
    repeat_orders,
    tenure,
    {{ ordered_list_of('chance_so_far', 'orders') }} as chances
from cumulated
where chance_so_far < 0.95
group by
    as_of_date,
    repeat_orders,
    tenure
