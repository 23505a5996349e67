{#
    A table of ours as the last run left it, none where there is none: in whatever schema the
    project that builds it puts it. By the graph and not by ref, where a ref would be a cycle.
#}
{% macro published_table(name) %}
    {%- if not execute -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set node = graph.nodes['model.clientele.' ~ name] -%}
    {%- do return(adapter.get_relation(node.database, node.schema, node.alias)) -%}
{% endmacro %}
