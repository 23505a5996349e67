{#
    The model that the var <relation>_model names, as stands in `from`. What it may leave out of the
    input contract is null, or made as for a file: a line's id from its content, the product from
    its name, a cancellation from a quantity below zero. What it must have ends in a sentence.
#}
{% macro handed_over(relation) %}
    {%- set name = relation ~ '_model' -%}
    {%- set model = ref_by_var(name) -%}
    {%- if not execute -%}
        {%- do return(model) -%}
    {%- endif -%}

    {%- set found = adapter.get_columns_in_relation(model) | map(attribute='name') | map('lower')
        | list -%}
    {%- set missing = [] -%}
    {%- set nulls = [] -%}
    {%- for column, is_required in handed_over_columns()[relation].items()
        if column not in found -%}
        {%- do (missing if is_required else nulls).append(column) -%}
    {%- endfor -%}
    {%- if missing -%}
        {%- do exceptions.raise_compiler_error(
            'The model ' ~ var(name) ~ ', named by the var ' ~ name ~ ', has no column '
            ~ missing | join(', ') ~ '; it has ' ~ found | join(', ') ~ ': add what is missing, or'
            ~ ' change ' ~ name ~ ' under vars in dbt_project.yml.'
        ) -%}
    {%- endif -%}
    {%- set made = {
        'order_line_id': line_id('order_id', handed_over_columns()[relation] | reject('in', nulls)),
        'product_id': 'upper(product_name)' if 'product_name' in found else 'null',
        'is_cancelled': 'quantity < 0',
    } -%}
    {%- set added = [] -%}
    {%- for column in nulls -%}
        {%- do added.append(', ' ~ made.get(column, 'null') ~ ' as ' ~ column) -%}
    {%- endfor -%}
    {%- do return('(select *' ~ added | join ~ ' from ' ~ model ~ ') as handed_over') -%}
{% endmacro %}

{# The columns of the input contract, and which of them a model that is handed over must have. #}
{% macro handed_over_columns() %}
    {%- do return({
        'order_lines': {
            'order_line_id': false, 'order_id': true, 'customer_id': true, 'product_id': false,
            'product_name': false, 'category': false, 'channel': false, 'country': false,
            'ordered_at': true, 'quantity': true, 'unit_price': true, 'is_cancelled': false,
        },
        'customers': {
            'customer_id': true, 'customer_name': false, 'country': false, 'city': false,
            'income': false, 'birth_year': false, 'joined_date': false,
        },
        'reviews': {'order_id': true, 'score': true, 'reviewed_at': false},
        'payments': {'order_id': true, 'payment_type': false, 'amount': true},
    }) -%}
{% endmacro %}
