{# The join condition of a customer's metric and the band that it falls into. #}
{% macro falls_into(bands, metric, value) -%}
    {{ bands }}.as_of_date = metrics.as_of_date
        and {{ bands }}.metric = '{{ metric }}'
        and coalesce({{ value }} > {{ bands }}.lower_bound, true)
        and coalesce({{ value }} <= {{ bands }}.upper_bound, true)
{%- endmacro %}
