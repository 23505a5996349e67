-- The marketing budget, spread over the clusters by the shares of their archetypes.
{% set weights -%}
(
        select
            clusters.cluster_id,
            names.budget_share
        from {{ ref('int_clusters') }} as clusters
        inner join {{ ref('cluster_names') }} as names
            on clusters.playbook_id = names.archetype_id
    ) as weights
{%- endset %}

{{- spread_budget(weights, 'cluster_id', 'cluster_id') }}
