{#
    Deletes every stored month that this run computes differently. The cause is a changed var, seed
    or past order, another language, or an earlier date of the run. The model then inserts these
    months again, so the table always equals a full refresh.
#}
{% macro forget_changed_months(history, status, segments) -%}
    {%- if execute and is_incremental() -%}
    {{ forget_rows(history, 'as_of_date', changed_months(history, status, segments)) }}
    {%- endif -%}
{%- endmacro %}

{# The months whose stored rows differ from those of this run. #}
{% macro changed_months(history, status, segments) -%}
    {%- set columns = [
        'as_of_date', 'customer_id', 'recency_days', 'frequency', 'monetary',
        'r_score', 'f_score', 'm_score', 'segment_id',
    ] | join(', ') %}
        select as_of_date
        from (
            select {{ columns }} from {{ history }}
            except
            select {{ columns }} from {{ status }}
        ) as no_longer

        union

        select as_of_date
        from (
            select {{ columns }} from {{ status }}
            except
            select {{ columns }} from {{ history }}
        ) as not_yet

        union

        select stored.as_of_date
        from {{ history }} as stored
        inner join {{ segments }} as segments
            on stored.segment_id = segments.segment_id
        where stored.segment_name is distinct from segments.segment_name
{%- endmacro %}

{# Deletes the rows of a table whose column has one of the values of a query. #}
{% macro forget_rows(table, column, values) -%}
    {{ return(adapter.dispatch('forget_rows', 'clientele')(table, column, values)) }}
{%- endmacro %}

{% macro default__forget_rows(table, column, values) -%}
    delete from {{ table }}
    where {{ column }} in (
        {{ values }}
    )
{%- endmacro %}

{# A table of Parquet files has no `delete`, so it is written again without the rows. #}
{% macro spark__forget_rows(table, column, values) -%}
    {%- do adapter.replace_rows(
        table,
        'select kept.* from ' ~ table ~ ' as kept left anti join (' ~ values
        ~ ') as forgotten on kept.' ~ column ~ ' = forgotten.' ~ column
    ) -%}
{%- endmacro %}

{#
    on-run-start. Drops a stored history whose columns are not those of its contract, because an
    earlier version of the project made it. The model then makes the whole table again. The queries
    begin no transaction, because nothing would commit it.
#}
{% macro drop_outdated_history() -%}
    {#- A project that installs this one may disable the model. -#}
    {%- set model = graph.nodes.get('model.clientele.segment_history') if execute -%}
    {%- if model and flags.WHICH in ['build', 'run'] -%}
        {%- set history = load_relation(api.Relation.create(
            database=model.database, schema=model.schema, identifier=model.alias
        )) -%}
        {%- if history -%}
            {%- set wanted = [] -%}
            {%- for column in model.columns.values() -%}
                {%- do wanted.append(column.name ~ ' ' ~ stored_type(column.data_type) | upper) -%}
            {%- endfor -%}
            {%- if stored_columns(history) | sort != wanted | sort -%}
                {%- do adapter.drop_relation(history) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# The columns of a table with their types. The query begins no transaction. #}
{% macro stored_columns(table) %}
    {%- set _, answer = adapter.add_query('describe ' ~ table, auto_begin=false) -%}
    {%- set stored = [] -%}
    {%- for column in answer.fetchall() -%}
        {%- do stored.append(column[0] ~ ' ' ~ column[1] | upper) -%}
    {%- endfor -%}
    {%- do return(stored) -%}
{% endmacro %}

{# A type of a contract as the database names it. #}
{% macro stored_type(type) %}
    {{ return(adapter.dispatch('stored_type', 'clientele')(type)) }}
{% endmacro %}

{% macro default__stored_type(type) %}
    {%- do return(type) -%}
{% endmacro %}

{% macro spark__stored_type(type) %}
    {%- do return({
        'varchar': 'string', 'integer': 'int', 'timestamp': 'timestamp_ntz',
    }.get(type | lower, type)) -%}
{% endmacro %}
