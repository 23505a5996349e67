select
    customer_clusters.customer_id,
    customer_clusters.cluster_name,
    customer_clusters.pca_1,
    customer_clusters.pca_2,
    customers.recency_days,
    customers.frequency,
    customers.monetary
from customer_clusters
inner join customers
    on customer_clusters.customer_id = customers.customer_id
where customer_clusters.cluster_id is not null
order by customer_clusters.cluster_id, customer_clusters.customer_id
