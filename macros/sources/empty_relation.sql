{# A select of no rows with the given columns, for data that an adapter does not have. #}
{% macro empty_relation(columns) -%}
select
{%- for name, type in columns.items() %}
    cast(null as {{ type }}) as {{ name }}{{ ',' if not loop.last }}
{%- endfor %}
where false
{%- endmacro %}
