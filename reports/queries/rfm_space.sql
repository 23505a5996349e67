-- A hash chooses the dots, so that every build shows the same ones.
select
    recency_days,
    frequency,
    monetary,
    segment_name,
    cluster_name
from customers
where monetary > 0
order by md5(customer_id)
limit 3000
