{# What is wrong with an address: no answer, a refusal, or not what its extension says. #}
{% macro custom_address_problems(reference) %}
    {%- set shown = '"' ~ custom_path_shown(reference.path) ~ '"' -%}
    {%- if '*' in reference.path -%}
        {%- if (reference.path | lower).startswith('http') -%}
            {%- do return([
                'custom_source is ' ~ shown ~ ', and a web server does not list its files; globs'
                ~ ' are allowed on s3, gs, r2 and hf: name one file, or '
                ~ change_var('custom_source') ~ '.',
            ]) -%}
        {%- endif -%}
        {%- set refusal = refused_request('select file from glob(' ~ sql_text(reference.path) ~ ')')
            -%}
        {%- if refusal -%}
            {%- do return(['custom_source is ' ~ shown ~ ', which ' ~ refusal ~ '.']) -%}
        {%- elif not custom_files(reference.path) -%}
            {%- do return([
                'custom_source is ' ~ shown ~ ', and no file there has such a name: correct the'
                ~ ' glob, or ' ~ change_var('custom_source') ~ '.',
            ]) -%}
        {%- endif -%}
    {%- endif -%}

    {%- set problems = [] -%}
    {%- for file in custom_files(reference.path) -%}
        {%- set refusal = refused_request(
            'select size from read_blob(' ~ sql_text(file) ~ ')'
        ) -%}
        {%- set problem = refusal or (
            broken_csv(file) if reference.kind == 'csv' else unreadable(file, reference)
        ) -%}
        {%- if problem -%}
            {%- do problems.append(
                'The address "' ~ custom_path_shown(file) ~ '" ' ~ problem
                ~ ('' if refusal else ', or ' ~ change_var('custom_source')) ~ '.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{#
    How an address refuses a query, by the last reply in DuckDB's log of requests, as the end of a
    sentence; none where it answers.
#}
{% macro refused_request(query) %}
    {%- do run_query("call enable_logging('HTTP', storage = 'memory')") -%}
    {%- set answered = succeeds(query) -%}
    {%- set replies = run_query(
        "select replace(cast(response.status as varchar), '_', ' '), response.reason"
        ~ " from duckdb_logs_parsed('HTTP') where response is not null"
        ~ ' order by request.start_time desc limit 1'
    ).rows -%}
    {%- do run_query('call truncate_duckdb_logs()') -%}
    {%- do run_query('call disable_logging()') -%}
    {%- if answered -%}
        {%- do return(none) -%}
    {%- endif -%}

    {%- set code = modules.re.sub('\D', '', replies[0][0]) if replies else '' -%}
    {%- if not code -%}
        {%- do return(
            'cannot be reached'
            ~ (' (' ~ replies[0][1] ~ ')' if replies and replies[0][1] else '')
            ~ ': check its spelling and the network, or download the file and '
            ~ change_var('custom_source')
        ) -%}
    {%- elif code in ['400', '401', '403'] -%}
        {%- do return(
            'answers "' ~ code ~ ' ' ~ replies[0][1] ~ '": give the target custom the secret that'
            ~ ' opens it, as docs/map-your-data.md shows, or ' ~ change_var('custom_source')
        ) -%}
    {%- endif -%}
    {%- do return(
        'answers "' ~ code ~ ' ' ~ replies[0][1] ~ '": correct the address, or '
        ~ change_var('custom_source')
    ) -%}
{% endmacro %}
