{# The column of a seed that holds the words of the chosen language: name -> name_en or name_fr. #}
{% macro label(column) -%}
    {{ column }}_{{ var('language') }}
{%- endmacro %}
