{# The dataset that this run builds: the var, else the target's name. #}
{% macro dataset() %}
    {%- do return(var('dataset') or target.name) -%}
{% endmacro %}
