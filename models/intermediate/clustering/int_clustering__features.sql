-- The chosen features side by side, one row a customer: what the clusters are made from. What a
-- customer has none of, of a category or channel, is 0; other features without a row are unknown.
with features as (

    select * from {{ ref('int_customers__features') }}

)

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
