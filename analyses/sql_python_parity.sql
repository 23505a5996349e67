-- What SQL says of every customer, for Python to say again. tests/end_to_end/test_analyses.py
-- starts from the accepted lines and the published centroids, computes each column anew with numpy
-- and scikit-learn, and compares every row: money to the cent, scores and clusters exactly.
-- It holds for the default rfm_method and cluster_features; take it as the place to start from
-- when you rebuild one of them in a notebook.
select
    customers.customer_id,
    customers.recency_days,
    customers.frequency,
    customers.monetary,
    customers.r_score,
    customers.f_score,
    customers.m_score,
    customers.segment_id,
    clusters.cluster_id,
    clusters.distance_to_centroid
from {{ ref('customers') }} as customers
inner join {{ ref('customer_clusters') }} as clusters
    on customers.customer_id = clusters.customer_id
order by customers.customer_id
