-- A hash chooses the dots, so that every build shows the same ones.
select
    cluster_name,
    pca_1,
    pca_2
from customer_clusters
where cluster_id is not null
order by md5(customer_id)
limit 2000
