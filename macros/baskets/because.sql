{# The sentence of recommendation_reasons with the name of the item or segment it comes from. #}
{% macro because(name) -%}
replace(words.{{ label('because') }}, '{}', {{ name }})
{%- endmacro %}
