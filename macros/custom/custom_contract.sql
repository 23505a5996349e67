{# The names that a column can be mapped to, and what is read from its cells. #}
{% macro custom_contract() %}
    {%- do return({
        'order_line_id': 'text',
        'order_id': 'text',
        'customer_id': 'text',
        'product_id': 'text',
        'product_name': 'text',
        'category': 'text',
        'channel': 'text',
        'country': 'text',
        'ordered_at': 'date',
        'quantity': 'decimal(18, 3)',
        'unit_price': 'decimal(18, 4)',
        'amount': 'decimal(18, 4)',
        'is_cancelled': 'flag',
        'customer_name': 'text',
        'income': 'decimal(18, 2)',
    }) -%}
{% endmacro %}

{# custom_columns less the names mapped to null, which is how to switch one off. #}
{% macro custom_mapping() %}
    {%- set mapping = {} -%}
    {%- if var('custom_columns') is mapping -%}
        {%- for name, column in var('custom_columns').items() if column is not none -%}
            {%- do mapping.update({name | string: column | string}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(mapping) -%}
{% endmacro %}

{# The x_* names among them: what the file has of customers beyond the contract. #}
{% macro custom_extensions() %}
    {%- set names = [] -%}
    {%- for name in custom_mapping() if modules.re.fullmatch('x_[a-z0-9_]+', name) -%}
        {%- do names.append(name) -%}
    {%- endfor -%}
    {%- do return(names | sort) -%}
{% endmacro %}

{# The column as the source spells it: upper and lower case do not matter; none if it has none. #}
{% macro custom_column(column, columns) %}
    {%- for name in columns if name == column -%}
        {%- do return(name) -%}
    {%- endfor -%}
    {%- for name in columns if name | lower == column | lower -%}
        {%- do return(name) -%}
    {%- endfor -%}
    {%- do return(none) -%}
{% endmacro %}
