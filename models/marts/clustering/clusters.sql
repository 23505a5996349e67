with profile as (

    select * from {{ ref('int_clusters__profile') }}

),

assigned as (

    select
        assigned.cluster_id,
        count(*) as customers,
        sum(scores.monetary) as revenue
    from {{ ref('int_clustering__assigned') }} as assigned
    inner join {{ ref('int_rfm__scores') }} as scores
        on assigned.customer_id = scores.customer_id
        and scores.is_current
    group by assigned.cluster_id

),

features as (

    select
        cluster_id
        {%- for feature in customer_features() %},
        max(case when feature = '{{ feature }}' then mean end) as mean_{{ feature }},
        max(case when feature = '{{ feature }}' then z_score end) as z_{{ feature }}
        {%- endfor %}
    from profile
    group by cluster_id

),

names as (

    select * from {{ ref('cluster_names') }}

)

select
    clusters.cluster_id,
    clusters.cluster_name,
    clusters.archetype_id,
    clusters.description,

    cast(assigned.customers as integer) as customers,
    cast(assigned.customers / sum(assigned.customers) over () as decimal(9, 6)) as customer_share,
    cast(assigned.revenue as decimal(18, 4)) as revenue,
    cast(assigned.revenue / sum(assigned.revenue) over () as decimal(9, 6)) as revenue_share,
    {%- for feature in customer_features() %}
    cast(features.mean_{{ feature }} as decimal(18, 4)) as mean_{{ feature }},
    {%- endfor %}
    {%- for feature in customer_features() %}
    cast(features.z_{{ feature }} as decimal(9, 4)) as z_{{ feature }},
    {%- endfor %}

    cast(bootstrap.stability as double) as stability,
    cast(bootstrap.stability_in_words as varchar) as stability_in_words,
    cast(bootstrap.mean_ari as double) as model_stability,
    cast(rules.{{ label('rule') }} as varchar) as rule,
    cast(rules.precision as double) as rule_precision,
    cast(rules.recall as double) as rule_recall,
    cast(rules.fidelity as double) as rules_fidelity,

    names.priority,
    names.{{ label('action') }} as action,
    names.{{ label('tactic') }} as tactic,
    budgets.budget_share,
    names.budget_per_customer,
    budgets.budget,
    names.{{ label('assumed_effect') }} as assumed_effect,
    names.assumed_uplift_low,
    names.assumed_uplift_high,
    cast(assigned.revenue * (1 + names.assumed_uplift_low) as decimal(18, 2))
        as projected_revenue_low,
    cast(assigned.revenue * (1 + names.assumed_uplift_high) as decimal(18, 2))
        as projected_revenue_high
from {{ ref('int_clusters') }} as clusters
inner join assigned
    on clusters.cluster_id = assigned.cluster_id
inner join features
    on clusters.cluster_id = features.cluster_id
left join {{ ref('py_cluster_bootstrap') }} as bootstrap
    on clusters.cluster_id = bootstrap.cluster_id
left join {{ ref('py_cluster_rules') }} as rules
    on clusters.cluster_id = rules.cluster_id
left join names
    on clusters.playbook_id = names.archetype_id
left join {{ ref('int_clusters__budget') }} as budgets
    on clusters.cluster_id = budgets.cluster_id
order by clusters.cluster_id
