-- Discounts and vouchers that a later line takes back. Such a line is the exact opposite, with a
-- negative quantity and a positive amount. Both lines are returns, and neither deducts anything.
with judged as (select * from {{ ref('int_cleaning__judged') }}),

opposites as (

    select
        order_line_id,
        order_id,
        customer_id,
        coalesce(product_id, '') as product_key,
        ordered_at,
        abs(quantity) as quantity,
        abs(worth) as worth,
        case when quantity < 0 then 1 else 0 end as takes_back,
        case when quantity < 0 then 0 else 1 end as gives_back
    from judged
    where is_return
        and ((quantity > 0 and amount < 0) or (quantity < 0 and amount > 0))
        and not (is_duplicate and is_deduplicated)
        and not is_without_date
        and not is_implausible_date
        and not is_after_as_of_date
        and not is_other_currency

),

counted as (

    select
        *,
        {%- for kind in ['takes_back', 'gives_back'] %}
        sum({{ kind }}) over (
            partition by customer_id, product_key, quantity, worth
        ) as {{ kind }}_of_customer,
        sum({{ kind }}) over (
            partition by customer_id, product_key, quantity, worth, order_id
        ) as {{ kind }}_of_order{{ ',' if not loop.last }}
        {%- endfor %}
    from opposites

),

-- Opposites of one order find each other first.
placed as (

    select
        *,
        row_number() over (
            partition by customer_id, product_key, quantity, worth, takes_back
            order by
                least(takes_back_of_order, gives_back_of_order) desc nulls last,
                ordered_at asc nulls last,
                order_line_id asc nulls last
        ) as place
    from counted

)

select order_line_id
from placed
where place <= least(takes_back_of_customer, gives_back_of_customer)
