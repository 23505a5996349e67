select * from pareto_points
order by customer_percent
