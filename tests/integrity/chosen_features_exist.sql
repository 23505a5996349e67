-- No check of vars can see a misspelled category or channel in the name of a feature. A failure
-- means that customers are clustered by a feature that no customer has.
with available as (

    select distinct feature
    from {{ ref('int_customers__features') }}

)

{% for feature in by_dataset('cluster_features') -%}
select concat(
    'cluster_features names {{ feature }}, which no customer has; there are: ',
    (select {{ ordered_text('available.feature', ['available.feature']) }} from available)
) as problem
from (select count(*) as customers from {{ ref('int_rfm__scores') }}) as customers
where customers > 0
    and '{{ feature }}' not in (select available.feature from available)
{{ 'union all' if not loop.last }}
{% endfor %}
