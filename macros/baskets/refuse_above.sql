{# The expression; where it is too large, an error that gives its value and says what to change. #}
{% macro refuse_above(expression, limit, advice) -%}
case
        when {{ expression }} > {{ limit }}
            then error(concat(cast({{ expression }} as varchar), ' {{ advice }}.'))
        else {{ expression }}
    end
{%- endmacro %}
