{#
    Whether the process of dbt has a function of the project: `open_source`, `publish` or
    `code_digest`. On DuckDB, a plugin of the profile adds it.
#}
{% macro has_plugin(function) %}
    {{ return(adapter.dispatch('has_plugin', 'clientele')(function)) }}
{% endmacro %}

{% macro default__has_plugin(function) %}
    {%- do return(run_query(
        "select 1 from duckdb_functions() where function_name = 'clientele_" ~ function ~ "'"
    ).rows | length > 0) -%}
{% endmacro %}

{# The adapter itself has the functions. #}
{% macro spark__has_plugin(function) %}
    {%- do return(true) -%}
{% endmacro %}

{# The answer of such a function to a request in JSON. #}
{% macro ask_plugin(function, request) %}
    {{ return(adapter.dispatch('ask_plugin', 'clientele')(function, request)) }}
{% endmacro %}

{# A bound value does not appear in dbt's log of queries. #}
{% macro default__ask_plugin(function, request) %}
    {%- set _, answer = adapter.add_query(
        'select clientele_' ~ function ~ '(?)', auto_begin=false, bindings=[request]
    ) -%}
    {%- do return(fromjson(answer.fetchall()[0][0])) -%}
{% endmacro %}

{% macro spark__ask_plugin(function, request) %}
    {%- do return(
        adapter.publish(request) if function == 'publish' else adapter.open_sources(request)
    ) -%}
{% endmacro %}
