{#
    The rows of a data test: each key that stands in several rows of its table. The models say which
    columns identify a row (`meta: {grains: [[customer_id]]}` in their YAML). One test per topic
    costs less than one per table, because dbt takes longer to run a test than DuckDB.
#}
{% macro grains_hold(models) %}
    {%- set repeated = [] -%}
    {%- for name in models -%}
        {#- While dbt parses, this names the tables that the test waits for. -#}
        {%- set relation = ref('clientele', name) -%}
        {%- if execute -%}
            {%- set grains = graph.nodes['model.clientele.' ~ name].config.meta.grains -%}
            {%- for grain in grains -%}
                {%- do repeated.append(repeated_keys(relation, grain)) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ repeated | join('\nunion all') }}
{% endmacro %}
