{# Whether a timestamp is on or after `as_of_date`; false without the var. #}
{% macro is_after_as_of_date(timestamp) -%}
    {%- if var('as_of_date') -%}
        coalesce({{ timestamp }} >= cast('{{ var("as_of_date") }}' as timestamp), false)
    {%- else -%}
        false
    {%- endif -%}
{%- endmacro %}
