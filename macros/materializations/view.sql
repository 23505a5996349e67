{# A view on DuckDB, replaced in one statement, as a table is (table.sql). #}
{% materialization view, adapter='duckdb' %}
    {%- set target = this.incorporate(type='view') -%}
    {%- set drop_old = drop_text(load_cached_relation(this)) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement('main') -%}
        {{ drop_old }}
        {{ get_create_view_as_sql(target, compiled_code) }}
    {%- endcall -%}
    {%- do persist_docs(target, model) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
