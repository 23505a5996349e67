-- Deductions that belong to an order but to none of its lines reduce all lines in proportion.
--
-- Both sides are intervals on one axis of money. Each line of the order has an interval of its
-- share. Where an interval of a deduction and an interval of a sale overlap, the deduction is taken
-- from the sale. The number of rows is the number of ends, not the number of pairs.
with demands as (select * from {{ ref('int_cleaning__order_demands') }}),

shares as (select * from {{ ref('int_cleaning__order_shares') }}),

ends as (

    select
        order_id,
        return_line_id,
        returned_at,
        null as sale_line_id,
        null as sold_at,
        sum(size) over (
            partition by order_id
            order by returned_at asc nulls last, return_line_id asc nulls last
            rows between unbounded preceding and current row
        ) as ends_at
    from demands

    union all

    select
        order_id,
        null as return_line_id,
        null as returned_at,
        sale_line_id,
        sold_at,
        sum(share) over (
            partition by order_id
            order by share asc nulls last, sale_line_id asc nulls last
            rows between unbounded preceding and current row
        ) as ends_at
    from shares
    where share > 0

),

-- A segment belongs to the interval of this end on one side, and to that of the next end on the
-- other side.
numbered as (

    select
        *,
        row_number() over (
            partition by order_id
            order by ends_at asc nulls last, return_line_id asc nulls last,
                sale_line_id asc nulls last
        ) as place
    from ends

),

covered as (

    select
        order_id,
        ends_at - lag(ends_at, 1, 0) over (
            partition by order_id order by place asc nulls last
        ) as amount,
        {%- for side in ['return', 'sale'] %}
        min(case when {{ side }}_line_id is not null then place end) over (
            partition by order_id order by place asc nulls last
            rows between current row and unbounded following
        ) as {{ side }}_place{{ ',' if not loop.last }}
        {%- endfor %}
    from numbered

)

select
    return_ends.return_line_id,
    sale_ends.sale_line_id,
    max(greatest(return_ends.returned_at, sale_ends.sold_at)) as cancelled_at,
    cast(sum(covered.amount) as decimal(28, 6)) as amount
from covered
inner join numbered as return_ends
    on covered.order_id = return_ends.order_id
    and covered.return_place = return_ends.place
inner join numbered as sale_ends
    on covered.order_id = sale_ends.order_id
    and covered.sale_place = sale_ends.place
where covered.amount > 0
group by
    return_ends.return_line_id,
    sale_ends.sale_line_id
