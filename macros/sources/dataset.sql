{#
    The dataset that this run builds. It is `model` if another project provides a model. Otherwise
    it is the var, or the name of the target if the var is null. It selects the adapter while dbt
    parses the project. So a wrong name is refused here, before all other checks.
#}
{% macro dataset() %}
    {%- if var('order_lines_model') -%}
        {%- do return('model') -%}
    {%- endif -%}
    {%- set named = 'demo' if target.name in engine_targets() else target.name -%}
    {%- set name = var('dataset') or named -%}
    {%- if name not in datasets() -%}
        {%- do exceptions.raise_compiler_error(
            '[dataset-unknown] The dataset is "' ~ name ~ '", taken from '
            ~ ('the var dataset' if var('dataset') else "the target's name")
            ~ '; allowed is one of ' ~ datasets() | join(', ')
            ~ ': choose it with --target or with the var dataset, or name a model of your project'
            ~ ' with the var order_lines_model.'
        ) -%}
    {%- endif -%}
    {%- do return(name) -%}
{% endmacro %}

{#
    The targets that are named after an engine, so their name says nothing about the dataset. The
    sources and the unit tests of the demo name them too.
#}
{% macro engine_targets() %}
    {%- do return(['lake', 'spark']) -%}
{% endmacro %}

{# The datasets that have an adapter, which is a folder of models/staging. #}
{% macro datasets() %}
    {%- do return(adapters() | list) -%}
{% endmacro %}
