{#
    Adds rows to a table that keeps those of earlier builds. The table is written again with both,
    because a build that dies while it adds files to a folder would leave a part of the rows.
#}
{% materialization incremental, adapter='clientelespark' %}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set existing = load_relation(this) -%}
    {{ run_hooks(pre_hooks) }}
    {%- set written = clientelespark_next(relation) -%}
    {%- set sql = compiled_code -%}
    {%- if existing is not none and not should_full_refresh() -%}
        {%- set columns = model.columns.keys() | join(', ') -%}
        {%- set sql = 'select ' ~ columns ~ ' from ' ~ existing ~ '\nunion all\nselect ' ~ columns
            ~ ' from (\n' ~ compiled_code ~ '\n) as added' -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ clientelespark_create(relation, written, sql) }}
    {%- endcall -%}
    {%- do adapter.swap_in(relation, written) -%}
    {{ run_hooks(post_hooks) }}
    {%- do return({'relations': [relation]}) -%}
{% endmaterialization %}
