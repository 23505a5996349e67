-- The chosen features side by side, one row a customer: what the clusters are made from. A share
-- that has no row is 0; of other features it is not known.
with features as (

    select * from {{ ref('int_customers__features') }}

)

select
    customer_id
    {%- for feature in var('cluster_features') %},
    {% if '_share_' in feature -%}
    coalesce(max(case when feature = '{{ feature }}' then value end), 0) as {{ feature }}
    {%- else -%}
    max(case when feature = '{{ feature }}' then value end) as {{ feature }}
    {%- endif %}
    {%- endfor %}
from features
group by customer_id
order by customer_id
