{#
    on-run-start. Checks every var and opens the sources. It reports all problems at once, before
    anything is built.
#}
{% macro check_config() %}
    {%- if execute and flags.WHICH in ['build', 'run', 'test', 'seed', 'freshness'] -%}
        {#- First, because the other checks read the vars. -#}
        {%- set problems = template_vars() or var_problems() + unknown_vars() -%}
        {%- if not problems and flags.WHICH in ['build', 'run', 'freshness'] -%}
            {%- do problems.extend(open_sources()) -%}
        {%- endif -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(
                'clientele cannot build with this configuration:\n  - '
                ~ problems | join('\n  - ')
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
