{# A view on DuckDB, replaced in one statement, as a table is (table.sql). #}
{% materialization view, adapter='duckdb' %}
    {%- set target = this.incorporate(type='view') -%}
    {%- set drop_old = start_replacement() -%}
    {%- call statement('main') -%}
        {{ drop_old }}
        {{ get_create_view_as_sql(target, compiled_code) }}
        {{ comments_on(target) }}
    {%- endcall -%}
    {{ return(finish_replacement(target)) }}
{% endmaterialization %}
