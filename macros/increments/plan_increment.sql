{#
    on-run-start. Decides whether this build computes only the orders that changed. It does if the
    last build of the line models ended well, and if everything else that decides about lines is as
    it was. Otherwise, the incremental tables are dropped, and the models compute all lines.
#}
{% macro plan_increment() %}
    {%- if execute and has_increments() and flags.WHICH in ['build', 'run']
        and model_node('input__order_lines') -%}
        {%- set chosen = [] -%}
        {%- for name in line_models()
            if model_node(name) and model_node(name).unique_id in selected_resources -%}
            {%- do chosen.append(name) -%}
        {%- endfor -%}
        {%- if chosen -%}
            {%- do start_increment(chosen) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{# Writes the plan of a build that chose line models. #}
{% macro start_increment(chosen) %}
    {%- set marks = increment_table('marks') -%}
    {%- do run_query('create schema if not exists ' ~ marks.without_identifier()) -%}
    {%- do run_query(
        'create table if not exists ' ~ marks ~ ' (build_id varchar, name varchar, value varchar)'
    ) -%}
    {%- set last = last_marks(marks) -%}
    {%- set settings = increment_settings() -%}
    {%- set reason = full_because(chosen, last, settings) -%}
    {%- if last.get('plan') == 'increment' -%}
        {%- do refuse_cut(chosen) -%}
    {%- endif -%}
    {%- if reason -%}
        {%- for name in incremental_models() if name in chosen -%}
            {%- set stored = load_relation(model_relation(name)) -%}
            {%- if stored -%}
                {%- do adapter.drop_relation(stored) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if 'plan' in last -%}
            {%- do log(
                'Increment: none, all lines are computed, because ' ~ reason ~ '.', info=true
            ) -%}
        {%- endif -%}
    {%- else -%}
        {%- for name in compared_models() -%}
            {%- do run_query(
                'create or replace table ' ~ increment_table(name) ~ ' as from '
                ~ model_relation(name)
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do run_query('delete from ' ~ marks) -%}
    {%- set rows = ["('plan', " ~ sql_text('full' if reason else 'increment') ~ ')'] -%}
    {%- for name, value in settings.items() -%}
        {%- do rows.append('(' ~ sql_text(name) ~ ', ' ~ sql_text(value) ~ ')') -%}
    {%- endfor -%}
    {%- do run_query(
        'insert into ' ~ marks ~ ' select ' ~ sql_text(build_id()) ~ ', * from (values '
        ~ rows | join(', ') ~ ')'
    ) -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{# What the last build of line models noted, by name. #}
{% macro last_marks(marks) %}
    {%- set noted = {} -%}
    {%- for name, value in run_query('select name, value from ' ~ marks).rows -%}
        {%- do noted.update({name: value}) -%}
    {%- endfor -%}
    {%- do return(noted) -%}
{% endmacro %}

{# Why all lines must be computed, as the end of a sentence, or none. #}
{% macro full_because(chosen, last, settings) %}
    {%- if flags.FULL_REFRESH -%}
        {%- do return('--full-refresh was given') -%}
    {%- elif flags.EMPTY -%}
        {%- do return('--empty was given') -%}
    {%- elif 'plan' not in last -%}
        {%- do return('this is the first build') -%}
    {%- endif -%}
    {%- for name in compared_inputs() if not model_node(name) -%}
        {%- do return(name ~ ' is disabled') -%}
    {%- endfor -%}
    {%- for name in line_models() if model_node(name) and name not in chosen -%}
        {%- do return('the selection lacks ' ~ name) -%}
    {%- endfor -%}
    {%- for name in incremental_models() if name not in last -%}
        {%- do return('the build before ended before ' ~ name) -%}
    {%- endfor -%}
    {%- for name in incremental_models() + compared_models()
        if not load_relation(model_relation(name)) -%}
        {%- do return(name ~ ' is missing') -%}
    {%- endfor -%}
    {%- for name, value in settings.items() if value == 'unknown' -%}
        {%- do return(name ~ ' cannot be compared') -%}
    {%- endfor -%}
    {%- for name, value in settings.items() if last.get(name) != value -%}
        {%- do return(name ~ ' changed') -%}
    {%- endfor -%}
    {%- do return(none) -%}
{% endmacro %}

{#
    What decides about lines, apart from the lines: a digest of each var, of each seed, of the code,
    and the version of the database. No value is stored as it is.
#}
{% macro increment_settings() %}
    {%- set settings = {} -%}
    {%- for name in known_vars() -%}
        {%- do settings.update({
            'the var ' ~ name: local_md5(tojson(var(name), sort_keys=true))
        }) -%}
    {%- endfor -%}
    {%- for node in graph.nodes.values()
        if node.resource_type == 'seed' and node.package_name == 'clientele'
        or node.name == var('customer_merges') -%}
        {#- dbt does not read seeds of more than a MiB, and a model may change without a trace. -#}
        {%- do settings.update({
            ('the seed ' if node.resource_type == 'seed' else 'the model ') ~ node.name:
                local_md5(tojson(node.checksum.checksum))
                if node.resource_type == 'seed' and node.checksum.name == 'sha256' else 'unknown'
        }) -%}
    {%- endfor -%}
    {%- do settings.update({
        'the code of the project': code_digest(),
        'the version of the database': run_query('select version()').rows[0][0],
    }) -%}
    {%- do return(settings) -%}
{% endmacro %}

{# A digest of the code of the reader and of the line models, or `unknown` without the plugin. #}
{% macro code_digest() %}
    {%- if not has_plugin('code_digest') -%}
        {%- do return('unknown') -%}
    {%- endif -%}
    {%- do return(run_query(
        'select clientele_code_digest(' ~ sql_text(project_folder()) ~ ')'
    ).rows[0][0]) -%}
{% endmacro %}

{#
    After an increment, the models between received and cleaned lines hold only the touched orders.
    A selection that builds some of them from the others would clean only these.
#}
{% macro refuse_cut(chosen) %}
    {%- set between = [] -%}
    {%- for name in line_models()
        if name.startswith('int_cleaning__') and name != 'int_cleaning__accepted'
        and name not in compared_models()
        and name not in ['int_cleaning__plausible_dates', 'int_cleaning__excluded_products'] -%}
        {%- do between.append(name) -%}
    {%- endfor -%}
    {%- set missing = between | reject('in', chosen) | list -%}
    {%- if missing and missing | length < between | length -%}
        {%- do exceptions.raise_compiler_error(
            '[selection-cuts-cleaning] The selection builds '
            ~ (between | select('in', chosen) | first) ~ ' without ' ~ missing | first
            ~ ', and after an increment the models between received and cleaned lines'
            ~ ' hold only the orders of the last day: select all of them with'
            ~ ' +int_cleaning__lines.'
        ) -%}
    {%- endif -%}
{% endmacro %}

{# Post-hook: says how many orders an increment computes. #}
{% macro say_increment(touched) -%}
    {%- if execute and is_increment() -%}
        {%- set changed, all, computed = run_query(
            'select (select count(distinct order_id) from ' ~ ref('input__changed_orders') ~ '), '
            ~ '(select count(distinct order_id) from ' ~ ref('input__order_digests') ~ '), '
            ~ '(select count(*) from ' ~ touched ~ ')'
        ).rows[0] -%}
        {%- do log(
            'Increment: ' ~ '{:,}'.format(changed) ~ ' of ' ~ '{:,}'.format(all)
            ~ ' orders are new or changed, and ' ~ '{:,}'.format(computed)
            ~ ' are computed with them.', info=true
        ) -%}
    {%- endif -%}
{%- endmacro %}
