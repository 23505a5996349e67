{# Price × quantity, rounded to the scale of money only after the multiplication. #}
{% macro exact_product(price, quantity) -%}
    {{ return(adapter.dispatch('exact_product', 'clientele')(price, quantity)) }}
{%- endmacro %}

{# The product of wider decimals has fewer decimals in Spark, so it would be rounded twice. #}
{% macro default__exact_product(price, quantity) -%}
    coalesce(
            cast(
                try_cast({{ price }} as decimal(19, 10))
                * try_cast({{ quantity }} as decimal(18, 6))
                as decimal(28, 6)
            ),
            cast({{ price }} * {{ quantity }} as decimal(28, 6))
        )
{%- endmacro %}

{#
    Rounding a wide decimal is a division of 128 bits, which takes most of the time of reading a
    line. Most prices have at most four decimals and most quantities none. Their product fits into
    64 bits and is exact without rounding.
#}
{% macro duckdb__exact_product(price, quantity) -%}
    {%- set narrow = 'try_cast(' ~ price ~ ' as decimal(18, 10))' -%}
    {%- set short = 'try_cast(' ~ narrow ~ ' as decimal(12, 4))' -%}
    {%- set whole = 'try_cast(' ~ quantity ~ ' as decimal(6, 0))' -%}
    case
            when {{ short }} = {{ narrow }} and {{ whole }} = {{ quantity }}
                then cast({{ short }} * {{ whole }} as decimal(28, 6))
            else cast({{ price }} * {{ quantity }} as decimal(28, 6))
        end
{%- endmacro %}
