{#
    Runs the hooks before a relation is replaced. Returns the statement that drops the old one,
    which may be of another type, or nothing.
#}
{% macro start_replacement() %}
    {%- set old = load_cached_relation(this) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=False) -%}
    {%- do run_hooks(pre_hooks, inside_transaction=True) -%}
    {%- do return('' if old is none else 'drop ' ~ old.type ~ ' if exists ' ~ old ~ ';') -%}
{% endmacro %}

{#
    The statements that comment on a new relation and on its columns. They follow the statement that
    makes it. The adapter sends them in two statements of their own and asks for the columns twice,
    which took a third of dbt's time for a small table.
#}
{% macro comments_on(target) -%}
    {%- if config.persist_relation_docs() and model.description -%}
        {{ alter_relation_comment(target, model.description) }}
    {%- endif -%}
    {%- if config.persist_column_docs() -%}
        {%- for name, column in model.columns.items() %}
comment on column {{ target }}.{{ adapter.quote(name) if column.quote else name }}
    is {{ duckdb_escape_comment(column.description) }};
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{# Commits and runs the hooks. Returns the relation, for dbt's cache. #}
{% macro finish_replacement(target) %}
    {%- do run_hooks(post_hooks, inside_transaction=True) -%}
    {%- do adapter.commit() -%}
    {%- do run_hooks(post_hooks, inside_transaction=False) -%}
    {%- do return({'relations': [target]}) -%}
{% endmacro %}
