-- Every customer with an accepted order is in customers, with a segment. A failure means that
-- somebody drops off between the orders and the segments: a map with a gap, or a join that loses.
select concat('customer ', orders.customer_id, ' has orders but is not in customers') as problem
from {{ ref('orders') }} as orders
left join {{ ref('customers') }} as customers
    on orders.customer_id = customers.customer_id
where orders.customer_id is not null
    and customers.customer_id is null
group by orders.customer_id
