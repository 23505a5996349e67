{#
    Deletes every stored month that this run computes differently. The cause is a changed var, seed
    or past order, another language, or an earlier date of the run. The model then inserts these
    months again, so the table always equals a full refresh.
#}
{% macro forget_changed_months(history, status, segments) -%}
    {%- if execute and is_incremental() -%}
    {%- set columns = [
        'as_of_date', 'customer_id', 'recency_days', 'frequency', 'monetary',
        'r_score', 'f_score', 'm_score', 'segment_id',
    ] | join(', ') -%}
    delete from {{ history }}
    where as_of_date in (
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
    )
    {%- endif -%}
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
            {%- set _, answer = adapter.add_query('describe ' ~ history, auto_begin=false) -%}
            {%- set stored = [] -%}
            {%- for column in answer.fetchall() -%}
                {%- do stored.append(column[0] ~ ' ' ~ column[1]) -%}
            {%- endfor -%}
            {%- set wanted = [] -%}
            {%- for column in model.columns.values() -%}
                {%- do wanted.append(column.name ~ ' ' ~ column.data_type | upper) -%}
            {%- endfor -%}
            {%- if stored | sort != wanted | sort -%}
                {%- do adapter.drop_relation(history) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
