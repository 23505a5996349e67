{# A text as an SQL literal. #}
{% macro sql_text(text) -%}
    {%- do return("'" ~ text | string | replace("'", "''") ~ "'") -%}
{%- endmacro %}

{# Texts as an SQL list. #}
{% macro sql_list(texts) -%}
    {%- set literals = [] -%}
    {%- for text in texts -%}
        {%- do literals.append(sql_text(text)) -%}
    {%- endfor -%}
    {%- do return('[' ~ literals | join(', ') ~ ']') -%}
{%- endmacro %}

{# A name as a quoted SQL identifier. #}
{% macro sql_name(name) -%}
    {%- do return('"' ~ name | string | replace('"', '""') ~ '"') -%}
{%- endmacro %}
