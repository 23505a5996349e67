{# The table function that reads a file, by its extension; every column of CSV and Excel as text. #}
{% macro read_file(path) -%}
    {%- set quoted = "'" ~ path | replace("'", "''") ~ "'" -%}
    {%- if path.endswith('.parquet') -%}
        read_parquet({{ quoted }})
    {%- elif path.endswith('.xlsx') -%}
        {%- if execute %}{% do load_excel() %}{% endif -%}
        read_xlsx({{ quoted }}, header = true, all_varchar = true)
    {%- else -%}
        read_csv({{ quoted }}, header = true, all_varchar = true)
    {%- endif -%}
{%- endmacro %}

{#
    Makes Excel files readable. The extension comes from PyPI with the project, and offline; where
    it does not, DuckDB fetches it, and where that fails its message follows this one.
#}
{% macro load_excel() %}
    {%- set installed = run_query(
        "select installed from duckdb_extensions() where extension_name = 'excel'"
    ).rows[0][0] -%}
    {%- if not installed -%}
        {%- do log(
            'Reading Excel takes the DuckDB extension excel, which is not installed and is fetched'
            ~ ' now; should that fail, run `python -c "import duckdb_extensions as e;'
            ~ " e.import_extension('excel')" ~ '"`, which needs no internet, and build again.',
            info=true,
        ) -%}
        {%- do run_query('install excel') -%}
    {%- endif -%}
    {%- do run_query('load excel') -%}
{% endmacro %}
