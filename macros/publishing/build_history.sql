{#
    The table of the mart build_history, created before the build if it does not exist. Its columns
    are those of the mart's contract, so a column of a later release is added. It is none if the
    project that installed this one has disabled the mart.
#}
{% macro build_history_table() %}
    {%- set node = graph.get('nodes', {}).get('model.clientele.build_history') -%}
    {%- if not node -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- do return(api.Relation.create(node.database, node.schema, node.alias, type='table')) -%}
{% endmacro %}

{# Whether the command builds relations, so that it has a row in build_history. #}
{% macro is_build() %}
    {%- do return(execute and flags.WHICH in ['build', 'run', 'seed']) -%}
{% endmacro %}

{# The id of this build: the time at which it started. Ids sort by time. #}
{% macro build_id() %}
    {%- do return(run_started_at.strftime('%Y%m%dT%H%M%S%f')[:-3] ~ 'Z') -%}
{% endmacro %}

{#
    on-run-start, after check_config. Records that this build runs. A build that did not end was
    killed.
#}
{% macro begin_build() %}
    {%- set history = build_history_table() -%}
    {%- if is_build() and history -%}
        {%- set columns = graph.nodes['model.clientele.build_history'].columns.values() -%}
        {%- set definitions = [] -%}
        {%- for column in columns -%}
            {%- do definitions.append(
                column.name ~ ' ' ~ column.data_type
                ~ (' not null' if column.constraints else '')
            ) -%}
        {%- endfor -%}
        {%- do run_query('create schema if not exists ' ~ history.without_identifier()) -%}
        {%- set statements = [] -%}
        {%- set is_new = load_relation(history) is none -%}
        {%- if is_new -%}
            {%- do statements.append(
                'create table ' ~ history ~ ' (' ~ definitions | join(', ') ~ ')'
            ) -%}
        {%- endif -%}
        {%- for definition in definitions if ' not null' not in definition -%}
            {%- do statements.append(
                'alter table ' ~ history ~ ' add column if not exists ' ~ definition
            ) -%}
        {%- endfor -%}
        {%- do statements.append(
            "update " ~ history ~ " set status = 'interrupted' where status = 'running'"
        ) -%}
        {%- do statements.append(
            'insert into ' ~ history ~ ' (build_id, started_at, command, status, dataset, settings)'
            ~ ' values (' ~ [
                sql_text(build_id()),
                sql_text(run_started_at.strftime('%Y-%m-%d %H:%M:%S.%f')),
                sql_text(flags.WHICH),
                sql_text('running'),
                sql_text(dataset()),
                sql_text(cleaning_settings()),
            ] | join(', ') ~ ')'
        ) -%}
        {%- do edit_history(history, statements) -%}
        {%- if is_new -%}
            {%- do adapter.cache_added(history) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{# Runs statements on the table of builds, and on nothing else. #}
{% macro edit_history(history, statements) %}
    {{ return(adapter.dispatch('edit_history', 'clientele')(history, statements)) }}
{% endmacro %}

{% macro default__edit_history(history, statements) %}
    {%- for statement in statements -%}
        {%- do run_query(statement) -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{# A table of Parquet files has no `update`, so DuckDB edits its rows in the driver. #}
{% macro spark__edit_history(history, statements) %}
    {%- do adapter.edit_rows(history, statements) -%}
{% endmacro %}

{#
    A digest of the vars that decide which lines count. Volumes of two builds are compared only
    under equal settings.
#}
{% macro cleaning_settings() %}
    {%- set chosen = [dataset()] -%}
    {%- for name in [
        'order_lines_model', 'cancellations', 'deduplicate', 'guest_orders', 'excluded_products',
        'earliest_date', 'latest_date', 'custom_preset', 'custom_columns',
    ] -%}
        {%- do chosen.append(var(name)) -%}
    {%- endfor -%}
    {%- do return(local_md5(tojson(chosen, sort_keys=true))) -%}
{% endmacro %}

{# A text as SQL writes it. #}
{% macro sql_text(given) %}
    {%- do return("'" ~ (given | string | replace("'", "''")) ~ "'") -%}
{% endmacro %}
