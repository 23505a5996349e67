{# The languages that the seed segment_words has rows for. #}
{% macro languages() %}
    {%- set seed = project_folder() ~ '/seeds/segments/segment_words.csv' -%}
    {%- do return(rows_of_file(
        "select distinct language from read_csv('" ~ seed | replace("'", "''")
        ~ "', header = true, all_varchar = true) order by language"
    ) | map(attribute=0) | list) -%}
{% endmacro %}

{#
    The rows of a query of DuckDB that reads a file of the project. On another engine, the process
    that runs dbt answers it.
#}
{% macro rows_of_file(sql) %}
    {{ return(adapter.dispatch('rows_of_file', 'clientele')(sql)) }}
{% endmacro %}

{% macro default__rows_of_file(sql) %}
    {%- do return(run_query(sql).rows | list) -%}
{% endmacro %}

{% macro spark__rows_of_file(sql) %}
    {%- do return(adapter.local_rows(sql)) -%}
{% endmacro %}
