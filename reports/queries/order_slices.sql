select
    strftime(month, '%Y-%m') as month,
    segment_id_now as segment_id,
    country,
    channel,
    sum(orders) as orders,
    sum(new_customers) as new_customers,
    sum(revenue) as revenue
from order_slices
group by month, segment_id_now, country, channel
order by month, segment_id_now, country, channel
