{# A select of one column with a row for each of the given values, texts or numbers. #}
{% macro rows_from(values, name) -%}
    {%- for value in values %}
    select {{ "'" ~ value ~ "'" if value is string else value }} as {{ name }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
