{#
    The expression, or an error if its value is too large. The error has the value and a way to
    reduce it.
#}
{% macro refuse_above(expression, limit, advice) -%}
case
        when {{ expression }} > {{ limit }} then {{ raised_error(
            'concat(cast(' ~ expression ~ " as string), ' " ~ advice ~ ".')"
        ) }}
        else {{ expression }}
    end
{%- endmacro %}

{# A call that ends the query with a message. #}
{% macro raised_error(message) -%}
    {{ return(adapter.dispatch('raised_error', 'clientele')(message)) }}
{%- endmacro %}

{% macro default__raised_error(message) -%}
    raise_error({{ message }})
{%- endmacro %}

{% macro duckdb__raised_error(message) -%}
    error({{ message }})
{%- endmacro %}
