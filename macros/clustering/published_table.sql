{#
    A published table as the last run left it, or none if it does not exist. It uses the graph,
    because a ref would be a cycle. The graph also knows the schema if another project installs this
    one.
#}
{% macro published_table(name) %}
    {%- if not execute -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set node = graph.nodes['model.clientele.' ~ name] -%}
    {%- do return(adapter.get_relation(node.database, node.schema, node.alias)) -%}
{% endmacro %}
