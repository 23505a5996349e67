-- Rules from one item to one other item. Longer rules do not recommend better (DECISIONLOG).
with pairs as (select * from {{ ref('int_recommendations__pairs') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

directed as (

    select
        as_of_date,
        is_current,
        first_code as antecedent_code,
        second_code as consequent_code,
        orders
    from pairs

    union all

    select
        as_of_date,
        is_current,
        second_code as antecedent_code,
        first_code as consequent_code,
        orders
    from pairs

),

measured as (

    select
        directed.as_of_date,
        directed.is_current,
        directed.antecedent_code,
        directed.consequent_code,
        directed.orders / cast(antecedents.orders as double) as confidence,
        cast(directed.orders as double) * antecedents.all_orders
        / (cast(antecedents.orders as double) * consequents.orders) as lift,
        directed.orders / cast(antecedents.orders as double)
        * directed.orders / sqrt(cast(antecedents.orders as double) * consequents.orders)
            as strength,
        sqrt(cast(consequents.recent_orders as double)) as demand
    from directed
    inner join items as antecedents
        on directed.as_of_date = antecedents.as_of_date
        and directed.antecedent_code = antecedents.item_code
    inner join items as consequents
        on directed.as_of_date = consequents.as_of_date
        and directed.consequent_code = consequents.item_code
    where directed.orders >= antecedents.orders * {{ as_decimal(var('basket_min_confidence')) }}
        and {{ has_min_lift(
            'directed.orders', 'antecedents.orders', 'consequents.orders', 'antecedents.all_orders'
        ) }}

)

select
    *,
    cast(row_number() over (
        order by
            strength desc nulls last,
            as_of_date asc nulls last,
            antecedent_code asc nulls last,
            consequent_code asc nulls last
    ) as integer) as rule_number
from measured
