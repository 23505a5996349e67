{#
    Calls the reader, which finds, checks and opens the sources of this build, and returns one
    sentence per problem. Without a problem, the relation of every source exists.
#}
{% macro open_sources() %}
    {%- set tables = source_tables() -%}
    {%- if not tables -%}
        {%- do return([]) -%}
    {%- elif not has_plugin('open_source') -%}
        {%- do return([
            '[plugin-missing] The dataset ' ~ dataset() ~ ' is read by a plugin that the profile'
            ~ ' lacks: add `plugins: [{module: clientele.source.plugin}]` to the target '
            ~ target.name ~ ' in profiles.yml.',
        ]) -%}
    {%- endif -%}

    {%- set vars = {} -%}
    {%- for name in known_vars() -%}
        {%- do vars.update({
            name: by_dataset(name) if name in vars_by_dataset() else var(name)
        }) -%}
    {%- endfor -%}
    {%- set request = {
        'vars': vars,
        'settings': {
            'dataset': dataset(),
            'data_dir': data_dir(),
            'language': var('language'),
            'project_dir': invocation_args_dict.project_dir,
        },
        'tables': tables,
        'folder': project_folder() if dataset() == 'demo' else data_dir(),
        'log': invocation_args_dict.log_path ~ '/dbt.log',
    } -%}
    {%- set problems = [] -%}
    {%- for problem in ask_plugin('open_source', tojson(request)).problems -%}
        {%- do problems.append('[' ~ problem.code ~ '] ' ~ problem.sentence) -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{# The tables of the sources that this build reads, as declared in YAML. #}
{% macro source_tables() %}
    {%- set tables = [] -%}
    {%- for source in graph.sources.values() | sort(attribute='unique_id')
        if source.package_name == 'clientele' -%}
        {%- do tables.append({
            'source': source.source_name,
            'name': source.name,
            'database': source.database,
            'schema': source.schema,
            'identifier': source.identifier,
            'files': source.meta.get('raw_files'),
            'origin': source.source_meta.get('raw_from'),
            'columns': source.columns.keys() | list,
        }) -%}
    {%- endfor -%}
    {%- do return(tables) -%}
{% endmacro %}

{# The folder of this project. Another project may have installed it. #}
{% macro project_folder() %}
    {%- for node in graph.nodes.values()
        if node.package_name == 'clientele' and node.resource_type == 'seed' -%}
        {%- do return(node.root_path) -%}
    {%- endfor -%}
{% endmacro %}
