-- What a customer bought before, by how likely it is to be bought again. A product that the
-- customer has left out twice is no longer due.
with bought as (

    select * from {{ ref('int_recommendations__bought') }}
    where current_times > 0

),

rhythms as (select * from {{ ref('int_recommendations__rhythms') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

current_items as (select * from {{ ref('int_recommendations__items') }}),

items as (select * from {{ ref('int_baskets__items') }}),

withheld as (select * from {{ ref('int_recommendations__withheld') }}),

strong as (

    select
        bought.*,
        dates.as_of_date,
        rhythms.median_gap_days,
        coalesce(rhythms.has_rhythm, false) as has_rhythm,
        cast({{ add_days('bought.last_bought_on', 'rhythms.median_gap_days') }} as date)
            as due_date,
        cast({{ add_days('bought.last_bought_on', '2 * rhythms.median_gap_days') }} as date)
            as next_due_date,
        bought.current_decayed * current_items.demand as strength
    from bought
    cross join dates
    inner join current_items
        on dates.as_of_date = current_items.as_of_date
        and bought.item_code = current_items.item_code
    left join rhythms
        on bought.customer_id = rhythms.customer_id
        and bought.item_code = rhythms.item_code
    left join withheld
        on bought.item_code = withheld.item_code
    where withheld.item_code is null

)

select
    cast(strong.customer_id as string) as customer_id,
    cast(items.item as string) as product_id,
    cast(items.item_name as string) as product_name,
    cast(row_number() over (
        partition by strong.customer_id
        order by
            strong.strength desc nulls last,
            strong.current_times desc nulls last,
            strong.item_code asc nulls last
    ) as integer) as reorder_rank,
    strong.current_times as times_bought,
    strong.first_bought_on,
    strong.last_bought_on,
    strong.median_gap_days,
    strong.due_date,
    strong.strength,
    coalesce(
        strong.has_rhythm
        and strong.as_of_date between strong.due_date and strong.next_due_date,
        false
    ) as is_due
from strong
inner join items
    on strong.item_code = items.item_code
order by
    customer_id,
    reorder_rank
