{# The files of a dataset that people download, as they name them, in the order of preference. #}
{% macro raw_file_names(dataset) %}
    {%- do return({
        'online_retail': [
            'online_retail.parquet', 'Online Retail.xlsx', 'Online Retail.csv', 'online_retail.csv',
        ],
        'customer_personality': ['customer_personality.parquet', 'marketing_campaign.csv'],
    }[dataset]) -%}
{% endmacro %}

{# The path of the first of them that is in data_dir; none where there is none. #}
{% macro raw_file(dataset) %}
    {%- if execute -%}
        {%- for name in raw_file_names(dataset) -%}
            {%- set path = data_dir() ~ '/' ~ name -%}
            {%- if run_query("select file from glob('" ~ path | replace("'", "''") ~ "')").rows -%}
                {%- do return(path) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}

{# The sentence for a dataset whose file is missing. #}
{% macro raw_file_problems(dataset) %}
    {%- if raw_file(dataset) -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- do return([
        'The folder "' ~ data_dir() ~ '" has no file of the dataset ' ~ dataset ~ '; '
        ~ raw_file_names(dataset) | join(', ') ~ ' are read: fetch it with'
        ~ ' `python -m clientele.download ' ~ dataset ~ '`, or name the folder that holds it with'
        ~ ' the var data_dir or the environment variable CLIENTELE_DATA_DIR.',
    ]) -%}
{% endmacro %}
