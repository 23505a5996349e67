with clusters as (select * from {{ ref('int_clustering__clusters') }}),

profile as (select * from {{ ref('int_clustering__profile') }}),

sizes as (select * from {{ ref('int_clustering__sizes') }}),

bootstrap as (select * from {{ ref('py_clustering__bootstrap') }}),

rules as (select * from {{ ref('py_clustering__rules') }}),

playbook as (select * from {{ ref('cluster_playbook') }}),

cluster_sentences as (

    select * from {{ ref('py_clustering__sentences') }}
    where subject in ('rule', 'stability')

),

words as (

    select * from {{ ref('cluster_words') }}
    where language = '{{ var("language") }}'

),

plan as (

    select * from {{ ref('int_plan__groups') }}
    where plan_by = 'clusters'

),

sentences as (

    select
        cast(subject_id as integer) as cluster_id,
        max(case when subject = 'rule' then sentence end) as rule,
        max(case when subject = 'stability' then sentence end) as stability_in_words
    from cluster_sentences
    group by cast(subject_id as integer)

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

)

select
    clusters.cluster_id,
    clusters.cluster_name,
    clusters.archetype_id,
    clusters.description,

    sizes.customers,
    sizes.customer_share,
    sizes.revenue,
    sizes.revenue_share,
    {%- for feature in customer_features() %}
    {{ rounded('features.mean_' ~ feature, 28, 4) }} as mean_{{ feature }},
    {%- endfor %}
    {%- for feature in customer_features() %}
    {{ rounded('features.z_' ~ feature, 9, 4) }} as z_{{ feature }},
    {%- endfor %}

    cast(bootstrap.stability as double) as stability,
    cast(sentences.stability_in_words as string) as stability_in_words,
    cast(bootstrap.mean_ari as double) as model_stability,
    cast(sentences.rule as string) as rule,
    cast(rules.precision as double) as rule_precision,
    cast(rules.recall as double) as rule_recall,
    cast(rules.fidelity as double) as rules_fidelity,

    playbook.priority,
    words.action,
    words.tactic,
    plan.budget_share,
    plan.budget,
    plan.budget_per_customer,
    plan.customers_reached,
    plan.spend,
    plan.unspent,
    plan.budget_moved,
    words.assumed_effect,
    {{ plan_effects('plan') }}
from clusters
inner join sizes
    on clusters.cluster_id = sizes.cluster_id
inner join features
    on clusters.cluster_id = features.cluster_id
left join bootstrap
    on clusters.cluster_id = bootstrap.cluster_id
left join rules
    on clusters.cluster_id = rules.cluster_id
left join sentences
    on clusters.cluster_id = sentences.cluster_id
left join playbook
    on clusters.playbook_id = playbook.archetype_id
left join words
    on clusters.playbook_id = words.archetype_id
left join plan
    on clusters.cluster_id = cast(plan.group_id as integer)
order by clusters.cluster_id
