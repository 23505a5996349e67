{# A select of one column with one row per given value. Values are texts or numbers. #}
{% macro rows_from(values, name) -%}
    {%- for value in values %}
    select {{ "'" ~ value ~ "'" if value is string else value }} as {{ name }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
