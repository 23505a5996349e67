-- Figures of every customer in SQL, for comparison with Python. tests/end_to_end/test_analyses.py
-- starts from the accepted lines and the published centroids. It computes each column independently
-- with numpy and scikit-learn, and compares every row. Money agrees to the cent, and scores and
-- clusters agree exactly. The comparison is valid for the default rfm_method and cluster_features.
-- Start from this query if you rebuild a column in a notebook.
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
