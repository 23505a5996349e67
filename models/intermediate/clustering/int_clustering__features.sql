-- The chosen features as columns, one row per customer. Clusters are made from these. A missing
-- category or channel feature means 0. Any other missing feature is null.
with features as (select * from {{ ref('int_customers__features') }})

select
    customer_id
    {%- for feature in by_dataset('cluster_features') %},
    {% if is_share_or_sum(feature) -%}
    coalesce(max(case when feature = '{{ feature }}' then value end), 0) as {{ feature }}
    {%- else -%}
    max(case when feature = '{{ feature }}' then value end) as {{ feature }}
    {%- endif %}
    {%- endfor %}
from features
group by customer_id
order by customer_id
