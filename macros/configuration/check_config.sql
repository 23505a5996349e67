{#
    on-run-start: says of every var that is wrong what it is, what is allowed and where to change
    it, all at once and before anything is built.
#}
{% macro check_config() %}
    {%- if execute and flags.WHICH in ['build', 'run', 'test', 'seed'] -%}
        {%- set problems = var_problems() + unknown_vars() -%}
        {%- if not problems and flags.WHICH in ['build', 'run'] -%}
            {%- if dataset() == 'custom' -%}
                {%- do problems.extend(custom_problems()) -%}
            {%- elif dataset() not in ['demo', 'model'] -%}
                {%- do problems.extend(raw_file_problems(dataset())) -%}
            {%- endif -%}
        {%- endif -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(
                'clientele cannot build with this configuration:\n  - '
                ~ problems | join('\n  - ')
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
