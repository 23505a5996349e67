{# The natural logarithm of the factorial of an integer. #}
{% macro ln_factorial(number) -%}
    {{ return(adapter.dispatch('ln_factorial', 'clientele')(number)) }}
{%- endmacro %}

{#
    Spark has no logarithm of the gamma function. Up to 20, factorials are exact in 64 bits. Above,
    the terms of Stirling's series that are left out are less than 1e-15.
#}
{% macro default__ln_factorial(number) -%}
    {%- set n = 'cast(' ~ number ~ ' as double)' -%}
    case
            when {{ number }} <= 20 then ln(factorial(cast({{ number }} as integer)))
            else ({{ n }} + 0.5D) * ln({{ n }}) - {{ n }} + 0.91893853320467274178D
                + 1 / (12 * {{ n }}) - 1 / (360 * power({{ n }}, 3))
                + 1 / (1260 * power({{ n }}, 5)) - 1 / (1680 * power({{ n }}, 7))
        end
{%- endmacro %}

{% macro duckdb__ln_factorial(number) -%}
    lgamma({{ number }} + 1)
{%- endmacro %}
