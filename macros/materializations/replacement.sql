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
    Comments on the new relation, commits and runs the hooks. Returns the relation, for dbt's cache.
#}
{% macro finish_replacement(target) %}
    {%- do persist_docs(target, model) -%}
    {%- do run_hooks(post_hooks, inside_transaction=True) -%}
    {%- do adapter.commit() -%}
    {%- do run_hooks(post_hooks, inside_transaction=False) -%}
    {%- do return({'relations': [target]}) -%}
{% endmacro %}
