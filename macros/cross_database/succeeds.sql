{#
    Whether a statement ends without an error, so that a sentence of ours can stand in its place.
    dbt has no way to catch an error but dbt-duckdb's location_exists, which runs
    `select 1 from '<location>' where 1=0`: the statement is put between the two.
#}
{% macro succeeds(statement) %}
    {{ return(adapter.dispatch('succeeds', 'clientele')(statement)) }}
{% endmacro %}

{# dbt-duckdb only: another adapter runs the statement and shows its own error. #}
{% macro default__succeeds(statement) %}
    {%- do run_query(statement) -%}
    {%- do return(true) -%}
{% endmacro %}

{% macro duckdb__succeeds(statement) %}
    {%- do return(adapter.location_exists("duckdb_tables'; " ~ statement ~ '; --')) -%}
{% endmacro %}
