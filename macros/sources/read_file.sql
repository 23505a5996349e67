{# The table function that reads a file, by its extension; every column of CSV and Excel as text. #}
{% macro read_file(path) -%}
    {%- set quoted = "'" ~ path | replace("'", "''") ~ "'" -%}
    {%- if path.endswith('.parquet') -%}
        read_parquet({{ quoted }})
    {%- elif path.endswith('.xlsx') -%}
        {%- if execute %}{% do load_extension('excel') %}{% endif -%}
        read_xlsx({{ quoted }}, header = true, all_varchar = true)
    {%- else -%}
        read_csv({{ quoted }}, header = true, all_varchar = true)
    {%- endif -%}
{%- endmacro %}
