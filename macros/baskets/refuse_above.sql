{# The expression, or an error that gives its value and says what to change where it is too large. #}
{% macro refuse_above(expression, limit, advice) -%}
case
        when {{ expression }} > {{ limit }}
            then error(concat(cast({{ expression }} as varchar), ' {{ advice }}.'))
        else {{ expression }}
    end
{%- endmacro %}
