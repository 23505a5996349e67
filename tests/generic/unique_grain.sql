{# The columns identify one row. #}
{% test unique_grain(model, columns) %}
{{ repeated_keys(model, columns) }}
{% endtest %}
