{# The languages that the seed segment_words has rows for. #}
{% macro languages() %}
    {%- set seed = project_folder() ~ '/seeds/segments/segment_words.csv' -%}
    {%- set found = run_query(
        "select distinct language from read_csv('" ~ seed | replace("'", "''")
        ~ "', header = true, all_varchar = true) order by language"
    ) -%}
    {%- do return(found.columns[0].values() | list) -%}
{% endmacro %}
