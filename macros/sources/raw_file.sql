{#
    The files that a dataset consists of. Most are a single one, which goes by the dataset's name;
    olist is a database, and has one for each table that is read.
#}
{% macro raw_files(dataset) %}
    {%- do return(olist_columns().keys() | list if dataset == 'olist' else [dataset]) -%}
{% endmacro %}

{# What a file is called in data_dir, in the order of preference. #}
{% macro raw_file_names(file) %}
    {%- set names = {
        'online_retail': [
            'online_retail.parquet', 'Online Retail.xlsx', 'Online Retail.csv', 'online_retail.csv',
        ],
        'customer_personality': ['customer_personality.parquet', 'marketing_campaign.csv'],
    } -%}
    {%- for name in raw_files('olist') -%}
        {%- do names.update({name: [
            name ~ '.parquet', name ~ '.csv',
            'olist/' ~ name ~ '.parquet', 'olist/' ~ name ~ '.csv',
        ]}) -%}
    {%- endfor -%}
    {%- do return(names[file]) -%}
{% endmacro %}

{# The path of the first of them that is in data_dir; none where there is none. #}
{% macro raw_file(file) %}
    {%- if execute -%}
        {%- for name in raw_file_names(file) -%}
            {%- set path = data_dir() ~ '/' ~ name -%}
            {%- if run_query("select file from glob('" ~ path | replace("'", "''") ~ "')").rows -%}
                {%- do return(path) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}

{# The sentence for a dataset whose files are missing, one for all of them. #}
{% macro raw_file_problems(dataset) %}
    {%- set missing = [] -%}
    {%- for file in raw_files(dataset) if not raw_file(file) -%}
        {%- do missing.append(file) -%}
    {%- endfor -%}
    {%- if not missing -%}
        {%- do return(olist_column_problems() if dataset == 'olist' else []) -%}
    {%- endif -%}
    {%- if dataset == 'olist' -%}
        {%- do return([
            'The folder "' ~ data_dir() ~ '" lacks of the dataset olist: '
            ~ missing | join(', ') ~ ', each as .csv or .parquet, there or in its folder olist:'
            ~ ' download olistbr/brazilian-ecommerce from Kaggle (which takes an account) and'
            ~ ' unpack it, or name the folder that holds the files with the var data_dir or the'
            ~ ' environment variable CLIENTELE_DATA_DIR.',
        ]) -%}
    {%- endif -%}
    {%- do return([
        'The folder "' ~ data_dir() ~ '" has no file of the dataset ' ~ dataset ~ '; '
        ~ raw_file_names(dataset) | join(', ') ~ ' are read: fetch it with'
        ~ ' `python -m clientele.download ' ~ dataset ~ '`, or name the folder that holds it with'
        ~ ' the var data_dir or the environment variable CLIENTELE_DATA_DIR.',
    ]) -%}
{% endmacro %}
