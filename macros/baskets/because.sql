{# The sentence of recommendation_reasons with the name of what it comes from, an item or a segment. #}
{% macro because(name) -%}
replace(words.{{ label('because') }}, '{}', {{ name }})
{%- endmacro %}
