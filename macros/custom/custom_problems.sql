{#
    One sentence for each thing that is wrong with the vars custom_* or the data that they name,
    all at once. Called on-run-start, so that nothing is built from a file that cannot be read.
#}
{% macro custom_problems() %}
    {%- if not execute or dataset() != 'custom' -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set problems = custom_var_problems() + custom_mapping_problems() -%}
    {%- set source_problems = custom_source_problems(var('custom_source')) -%}
    {%- do problems.extend(source_problems) -%}
    {%- if not source_problems -%}
        {%- set parts = custom_parts() -%}
        {%- set column_problems = custom_file_problems(parts) -%}
        {%- for part in parts -%}
            {%- do column_problems.extend(custom_column_problems(part)) -%}
        {%- endfor -%}
        {%- do problems.extend(column_problems) -%}
        {%- if not custom_var_problems() -%}
            {%- do problems.extend(custom_value_problems(parts)) -%}
        {%- endif -%}
        {%- if not problems -%}
            {%- do problems.extend(shared_line_ids(parts)) -%}
        {%- endif -%}
    {%- endif -%}
    {%- do return(problems) -%}
{% endmacro %}

{# How to mend a var, as the end of a sentence. #}
{% macro change_var(name) %}
    {%- do return('change ' ~ name ~ ' under vars in dbt_project.yml or with --vars') -%}
{% endmacro %}
