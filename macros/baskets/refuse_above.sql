{#
    The expression, or an error if its value is too large. The error has the value and a way to
    reduce it.
#}
{% macro refuse_above(expression, limit, advice) -%}
case
        when {{ expression }} > {{ limit }}
            then error(concat(cast({{ expression }} as string), ' {{ advice }}.'))
        else {{ expression }}
    end
{%- endmacro %}
