{#
    The dataset that this run builds: the var, else the target's name. Adapters are chosen by it
    while the project is parsed, so a wrong one is refused here, before all other checks.
#}
{% macro dataset() %}
    {%- set name = var('dataset') or target.name -%}
    {%- if name not in datasets() -%}
        {%- do exceptions.raise_compiler_error(
            'The dataset is "' ~ name ~ '", taken from '
            ~ ('the var dataset' if var('dataset') else "the target's name")
            ~ '; allowed is one of ' ~ datasets() | join(', ')
            ~ ': choose it with --target or with the var dataset.'
        ) -%}
    {%- endif -%}
    {%- do return(name) -%}
{% endmacro %}

{# The datasets that have an adapter, a folder of models/staging. #}
{% macro datasets() %}
    {%- do return(['demo', 'online_retail', 'olist', 'custom']) -%}
{% endmacro %}
