{#
    on-run-end. Records how the build ended, and publishes a version if the build was whole and
    nothing failed. Readers keep the version before it in all other cases.
#}
{% macro end_build(results) %}
    {%- set history = build_history_table() -%}
    {%- if is_build() and history and load_relation(history) is not none -%}
        {%- set failed = results
            | selectattr('status', 'in', ['error', 'fail', 'skipped', 'partial success'])
            | list -%}
        {%- set whole = is_whole_build() -%}
        {%- do record_build(history, results, failed, whole) -%}
        {%- if not has_plugin('publish') -%}
        {%- elif failed -%}
            {%- do log(
                'Nothing was published: ' ~ failed | length
                ~ ' models or tests failed or were skipped. Readers keep the version before.',
                info=true
            ) -%}
        {%- elif not whole -%}
            {%- do log(
                'Nothing was published: this run built a part of the project. Run dbt build'
                ~ ' without a selection, or script/publish.',
                info=true
            ) -%}
        {%- else -%}
            {%- do publish_build(build_id()) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{# Whether this command built every model and seed and ran every data test. #}
{% macro is_whole_build() %}
    {%- if flags.WHICH != 'build' or flags.EMPTY -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- for node in graph.nodes.values()
        if node.resource_type in ['model', 'seed', 'snapshot', 'test']
        and node.config.enabled
        and node.unique_id not in selected_resources -%}
        {%- do return(false) -%}
    {%- endfor -%}
    {%- do return(true) -%}
{% endmacro %}

{# Fills the row of this build in build_history. #}
{% macro record_build(history, results, failed, whole) %}
    {%- set ended_at = modules.datetime.datetime.now(modules.pytz.utc) -%}
    {%- set built = results | selectattr('node.resource_type', 'in', ['model', 'seed']) | list -%}
    {%- set slowest = [] -%}
    {%- for result in (
        built | selectattr('status', 'equalto', 'success')
        | sort(attribute='execution_time', reverse=true)
    )[:20] -%}
        {%- do slowest.append(result.node.name ~ ' ' ~ '%.2f' | format(result.execution_time)) -%}
    {%- endfor -%}
    {%- set failures = [] -%}
    {%- for result in failed if result.status | string != 'skipped' -%}
        {%- do failures.append(result.node.resource_type ~ ' ' ~ result.node.name) -%}
    {%- endfor -%}
    {%- set values = {
        'ended_at': sql_text(ended_at.strftime('%Y-%m-%d %H:%M:%S.%f')),
        'duration_seconds': (ended_at - run_started_at).total_seconds(),
        'status': sql_text('failed' if failed else 'passed'),
        'is_whole': whole,
        'models': built | length,
        'data_tests': results | selectattr('node.resource_type', 'equalto', 'test') | list | length,
        'failures': sql_text(failures | join(', ')) if failures else 'null',
        'slowest_models': sql_text(slowest | join(', ')),
        'clientele_version': sql_text(clientele_version()),
        'dbt_version': sql_text(dbt_version),
        'database_version': sql_text(engine_version()),
    } -%}
    {%- if whole and not failed -%}
        {%- do values.update(build_figures()) -%}
    {%- endif -%}
    {%- set assignments = [] -%}
    {%- for name, value in values.items() -%}
        {%- do assignments.append(name ~ ' = ' ~ value) -%}
    {%- endfor -%}
    {%- do edit_history(history, [
        'update ' ~ history ~ ' set ' ~ assignments | join(', ') ~ ' where build_id = '
        ~ sql_text(build_id())
    ]) -%}
{% endmacro %}

{# The release of the database. #}
{% macro engine_version() %}
    {%- set version = run_query('select version()').rows[0][0] -%}
    {%- do return(adapter.dispatch('version_named', 'clientele')(version)) -%}
{% endmacro %}

{% macro default__version_named(version) %}
    {%- do return(version) -%}
{% endmacro %}

{# Spark adds the commit that it was built from. #}
{% macro spark__version_named(version) %}
    {%- do return('Spark ' ~ version.split(' ')[0]) -%}
{% endmacro %}

{# The figures of a whole build, as SQL that reads the marts. #}
{% macro build_figures() %}
    {%- set figures = {} -%}
    {%- for name, figure, mart in [
        ('as_of_date', 'max(as_of_date)', 'kpis'),
        ('customers', 'max(customers)', 'kpis'),
        ('revenue', 'max(revenue)', 'kpis'),
        ('currency', 'max(currency)', 'kpis'),
        ('accepted_lines', 'count(*)', 'order_lines'),
        ('last_ordered_at', 'max(ordered_at)', 'order_lines'),
        ('rejected_lines', 'count(*)', 'rejected_order_lines'),
    ] if 'model.clientele.' ~ mart in graph.nodes -%}
        {%- do figures.update({name: figure_of(figure, published_table(mart))}) -%}
    {%- endfor -%}
    {%- do return(figures) -%}
{% endmacro %}

{# A figure of a table, as SQL for the row of the build. #}
{% macro figure_of(figure, table) %}
    {{ return(adapter.dispatch('figure_of', 'clientele')(figure, table)) }}
{% endmacro %}

{% macro default__figure_of(figure, table) %}
    {%- do return('(select ' ~ figure ~ ' from ' ~ table ~ ')') -%}
{% endmacro %}

{# The driver edits the row and does not see the table. #}
{% macro spark__figure_of(figure, table) %}
    {%- set value = run_query(
        'select cast(' ~ figure ~ ' as string) from ' ~ table
    ).rows[0][0] -%}
    {%- do return('null' if value is none else sql_text(value)) -%}
{% endmacro %}

{# The release of this project, which another project may have installed. #}
{% macro clientele_version() %}
    {%- do return('0.1.0') -%}
{% endmacro %}
