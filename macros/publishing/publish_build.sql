{# Has the plugin publish a build, and stops the run with one sentence if it cannot. #}
{% macro publish_build(build, force=false) %}
    {%- set answer = answer_of_publisher(tojson(publish_request(build, force))) -%}
    {%- if answer.problems -%}
        {%- do exceptions.raise_compiler_error(
            'Nothing was published:\n  - ' ~ answer.problems | join('\n  - ')
        ) -%}
    {%- endif -%}
    {%- for said in answer.said -%}
        {%- do log(said, info=true) -%}
    {%- endfor -%}
{% endmacro %}

{# What the publisher answers. #}
{% macro answer_of_publisher(request) %}
    {{ return(adapter.dispatch('answer_of_publisher', 'clientele')(request)) }}
{% endmacro %}

{# The publisher reads what is committed. #}
{% macro default__answer_of_publisher(request) %}
    {%- do adapter.commit() -%}
    {%- do return(ask_plugin('publish', request)) -%}
{% endmacro %}

{# The adapter also needs what dbt was called with, as the functions are compiled for DuckDB. #}
{% macro spark__answer_of_publisher(request) %}
    {%- set given = fromjson(request) -%}
    {%- do given.update({
        'dataset': dataset(),
        'command_line_vars': invocation_args_dict.vars or {},
        'project_dir': invocation_args_dict.project_dir,
    }) -%}
    {%- set answer = ask_plugin('publish', tojson(given)) -%}
    {%- set is_held_back = '[held-back]' in answer.problems | join -%}
    {%- if is_held_back or not answer.problems -%}
        {%- do edit_history(build_history_table(), [
            'update ' ~ build_history_table() ~ ' set status = '
            ~ sql_text('held_back' if is_held_back else 'published')
            ~ ' where build_id = ' ~ sql_text(given.build)
        ]) -%}
    {%- endif -%}
    {%- do return(answer) -%}
{% endmacro %}

{#
    script/publish: publishes the working database if its last build was whole and passed. With
    force, a partial build that passed, or one that a check held back, is published too.
#}
{% macro publish_version(force=false) %}
    {%- if execute -%}
        {%- set history = build_history_table() -%}
        {%- if not has_plugin('publish') -%}
            {%- do exceptions.raise_compiler_error(
                '[publish-not-set-up] The target ' ~ target.name ~ ' publishes nothing: put its'
                ~ ' path into a folder .work, and add the plugin'
                ~ ' `{module: clientele.publish.plugin, alias: publish}` to it in profiles.yml.'
            ) -%}
        {%- endif -%}
        {%- set last = run_query(
            'select build_id, status, is_whole from ' ~ history ~ ' order by build_id desc limit 1'
        ).rows if adapter.get_relation(history.database, history.schema, history.identifier)
            else [] -%}
        {%- if not last -%}
            {%- do exceptions.raise_compiler_error(
                '[nothing-built] The working database of ' ~ target.name ~ ' holds no build: run'
                ~ ' script/build --target ' ~ target.name ~ '.'
            ) -%}
        {%- endif -%}
        {%- set build, status, whole = last[0] -%}
        {%- if status not in ['passed', 'published', 'held_back'] -%}
            {%- do exceptions.raise_compiler_error(
                '[build-not-passed] The last build of ' ~ target.name ~ ', ' ~ build ~ ', is '
                ~ status ~ ': run script/build --target ' ~ target.name ~ ' until it passes.'
            ) -%}
        {%- elif not whole and not force -%}
            {%- do exceptions.raise_compiler_error(
                '[build-partial] The last build of ' ~ target.name ~ ', ' ~ build ~ ', built a part'
                ~ ' of the project: run script/build --target ' ~ target.name
                ~ ', or script/publish --force if you know that the parts fit.'
            ) -%}
        {%- endif -%}
        {%- do publish_build(build, force) -%}
    {%- endif -%}
{% endmacro %}

{# What is published: the public relations, the functions, and the relations that they read. #}
{% macro publish_request(build, force=false) %}
    {%- set relations = [] -%}
    {%- set functions = [] -%}
    {%- set read = [] -%}
    {%- for node in graph.nodes.values() if is_published(node) -%}
        {%- if node.config.materialized == 'table_function' -%}
            {%- do functions.append({
                'schema': node.schema,
                'name': node.alias,
                'parameters': node.config.parameters,
            }) -%}
            {%- do read.extend(node.depends_on.nodes) -%}
        {%- elif node.config.materialized != 'ephemeral' -%}
            {%- do relations.append(relation_to_publish(node)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for unique_id in read | unique if not is_published(graph.nodes[unique_id]) -%}
        {%- do relations.append(relation_to_publish(graph.nodes[unique_id])) -%}
    {%- endfor -%}
    {%- set history = graph.nodes['model.clientele.build_history'] -%}
    {%- do return({
        'build': build,
        'history': [history.schema, history.alias],
        'relations': relations,
        'functions': functions,
        'personal': var('publish_personal'),
        'keep': var('keep_versions'),
        'parquet': var('publish_parquet'),
        'checks': {
            'mode': var('publish_checks'),
            'min_share': var('publish_min_share'),
            'last_day_share': var('publish_last_day_share'),
            'max_order_age_days': var('publish_max_order_age_days'),
        },
        'force': force,
    }) -%}
{% endmacro %}

{#
    Whether a node is public: a mart or function of this project, or another model in the schema of
    the target.
#}
{% macro is_published(node) %}
    {%- do return(
        node.resource_type == 'model' and (
            node.schema == target.schema
            or node.package_name == 'clientele' and node.fqn[1] in ['marts', 'functions']
        )
    ) -%}
{% endmacro %}

{#
    A relation with the columns that its YAML declares. Of what is not public, functions read the
    current rows alone.
#}
{% macro relation_to_publish(node) %}
    {%- set is_part = not is_published(node) and 'is_current' in node.columns -%}
    {%- do return({
        'schema': node.schema,
        'name': node.alias,
        'columns': node.columns,
        'description': node.description,
        'where': 'is_current' if is_part else '',
        'is_continued': node.config.materialized == 'incremental',
        'computed': computed_columns(node.name),
    }) -%}
{% endmacro %}

{#
    The columns of a model that the published table computes from its other columns when they are
    read, by name. They take no room in the file.
#}
{% macro computed_columns(model) %}
    {%- set counts = ['orders', 'antecedent_orders', 'consequent_orders', 'all_orders'] -%}
    {%- set doubles = [] -%}
    {%- for count in counts -%}
        {%- do doubles.append('cast(' ~ count ~ ' as double)') -%}
    {%- endfor -%}
    {%- do return(rule_measures(*doubles) if model == 'association_rules' else {}) -%}
{% endmacro %}
