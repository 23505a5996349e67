select
    cluster_id,
    cluster_name,
    description,
    customers,
    customer_share,
    revenue_share,
    rule,
    rule_precision,
    stability_in_words,
    action,
    tactic,
    '/lists#cluster-' || cluster_id as link
from clusters
order by cluster_id
