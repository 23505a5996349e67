{#
    Makes an extension of DuckDB usable. It comes from PyPI with the project, and offline; where it
    does not, DuckDB fetches it.
#}
{% macro load_extension(name) %}
    {%- if not is_installed(name) -%}
        {%- do log(
            "Fetching DuckDB's extension " ~ name ~ ' (should that fail, ' ~ install_offline(name)
            ~ ', and build again).', info=true,
        ) -%}
        {%- do run_query('install ' ~ name) -%}
    {%- endif -%}
    {%- do run_query('load ' ~ name) -%}
{% endmacro %}

{# The sentence for an extension that is neither there nor to be had. #}
{% macro extension_problems(name) %}
    {%- if not is_installed(name) and not succeeds('install ' ~ name) -%}
        {%- do return([
            "DuckDB's extension " ~ name ~ ', which reads ' ~ {
                'excel': 'Excel workbooks',
                'httpfs': 'addresses',
                'sqlite_scanner': 'SQLite databases',
                'postgres_scanner': 'PostgreSQL',
            }[name] ~ ', is not installed and could not be fetched: ' ~ install_offline(name)
            ~ ', or build where the internet can be reached.',
        ]) -%}
    {%- elif not succeeds('load ' ~ name) -%}
        {%- do return([
            "DuckDB's extension " ~ name ~ ' is installed but cannot be loaded; allowed is the one'
            ~ ' made for this version of DuckDB: ' ~ install_offline(name) ~ '.',
        ]) -%}
    {%- endif -%}
    {%- do return([]) -%}
{% endmacro %}

{# Whether DuckDB has an extension at hand. #}
{% macro is_installed(name) %}
    {%- do return(run_query(
        'select installed from duckdb_extensions() where extension_name = ' ~ sql_text(name)
    ).rows[0][0]) -%}
{% endmacro %}

{# How to install an extension without internet, as the middle of a sentence. #}
{% macro install_offline(name) %}
    {%- do return(
        'run `python -c "import duckdb_extensions as e; e.import_extension(' ~ sql_text(name)
        ~ ')"`, which needs no internet'
    ) -%}
{% endmacro %}
