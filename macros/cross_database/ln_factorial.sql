{# The natural logarithm of the factorial of an integer. #}
{% macro ln_factorial(number) -%}
    {{ return(adapter.dispatch('ln_factorial', 'clientele')(number)) }}
{%- endmacro %}

{% macro duckdb__ln_factorial(number) -%}
    lgamma({{ number }} + 1)
{%- endmacro %}
