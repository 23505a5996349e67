{# Replaces each run of white space with one blank. #}
{% macro collapse_blanks(text) -%}
    {{ return(adapter.dispatch('collapse_blanks', 'clientele')(text)) }}
{%- endmacro %}

{% macro default__collapse_blanks(text) -%}
    regexp_replace({{ text }}, '[\\t\\n\\f\\r ]+', ' ')
{%- endmacro %}

{# The conditions are what the expression matches, and a hundred times as fast. #}
{% macro duckdb__collapse_blanks(text) -%}
    case
        when contains({{ text }}, '  ')
            {%- for code in [9, 10, 12, 13] %}
            or contains({{ text }}, chr({{ code }}))
            {%- endfor %}
            then regexp_replace({{ text }}, '\s+', ' ', 'g')
        else {{ text }}
    end
{%- endmacro %}
