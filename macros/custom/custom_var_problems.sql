{# What is wrong with custom_date_format and custom_decimal_separator by themselves. #}
{% macro custom_var_problems() %}
    {%- set problems = [] -%}
    {%- if var('custom_decimal_separator') not in [none, ',', '.'] -%}
        {%- do problems.append(wrong_var('custom_decimal_separator', 'null, "," or "."')) -%}
    {%- endif -%}

    {%- set format = var('custom_date_format') -%}
    {%- if format is not none -%}
        {%- set known = '%(-[dmyHIMSj]|[aAwudbBhmyYHIpMSfgnzZjUWVGcxXT%])' -%}
        {%- set rest = modules.re.sub(known, '', format | string) -%}
        {%- if format is not string or '%' in rest
            or not modules.re.search(known, format) -%}
            {%- do problems.append(wrong_var(
                'custom_date_format',
                'null, for dates as YYYY-MM-DD, or a format made of %d day, %m month, %Y or %y'
                ~ ' year, %H hour, %M minute, %S second, such as "%d/%m/%Y"'
            )) -%}
        {%- endif -%}
    {%- endif -%}
    {%- do return(problems) -%}
{% endmacro %}

{# What is wrong with custom_columns whatever the file. #}
{% macro custom_mapping_problems() %}
    {%- set problems = [] -%}
    {%- set allowed = custom_contract().keys() | list -%}
    {%- if var('custom_columns') is not mapping -%}
        {%- do problems.append(wrong_var(
            'custom_columns',
            'a map from our names to columns of yours, such as'
            ~ ' {customer_id: Client, ordered_at: Date, unit_price: Price}'
        )) -%}
        {%- do return(problems) -%}
    {%- endif -%}

    {%- set mapping = custom_mapping() -%}
    {%- for name in mapping
        if name not in allowed and name not in custom_extensions() -%}
        {%- do problems.append(
            'custom_columns maps "' ~ name ~ '", which is no name that clientele knows'
            ~ did_you_mean(name, allowed) ~ '; allowed are ' ~ allowed | join(', ')
            ~ ', and x_ with small letters, digits or _ for more columns of customers: '
            ~ change_var('custom_columns') ~ '.'
        ) -%}
    {%- endfor -%}
    {%- for name in ['customer_id', 'ordered_at'] if name not in mapping -%}
        {%- do problems.append(
            'custom_columns does not map ' ~ name ~ ', which is required: name the column that has '
            ~ {'customer_id': "the customer's id", 'ordered_at': 'the date of the order'}[name]
            ~ ', `' ~ name ~ ': <your column>`, under vars in dbt_project.yml or with --vars.'
        ) -%}
    {%- endfor -%}
    {%- if 'unit_price' not in mapping and 'amount' not in mapping -%}
        {%- do problems.append(
            'custom_columns maps neither unit_price nor amount, and one of them is required: name'
            ~ ' the column that has the price of one piece, `unit_price: <your column>`, or the'
            ~ " line's total, `amount: <your column>`,"
            ~ ' under vars in dbt_project.yml or with --vars.'
        ) -%}
    {%- endif -%}
    {%- do return(problems) -%}
{% endmacro %}
