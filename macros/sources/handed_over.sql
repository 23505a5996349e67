{#
    The model that the var <relation>_model names, as an expression for `from`. Optional columns of
    the input contract that are missing are null or derived, as for a file. The id of a line comes
    from its content, the product from its name, the amount from price and quantity, and a
    cancellation from a negative quantity. Any other missing column ends in an error.
#}
{% macro handed_over(relation) %}
    {%- set name = relation ~ '_model' -%}
    {%- set model = ref_by_var(name) -%}
    {%- if not execute -%}
        {%- do return(model) -%}
    {%- endif -%}

    {%- set types = {} -%}
    {%- for column in adapter.get_columns_in_relation(model) -%}
        {%- do types.update({column.name | lower: column.data_type | upper}) -%}
    {%- endfor -%}
    {%- set made = {
        'product_id': 'upper(product_name)' if 'product_name' in types else 'null',
        'is_cancelled': 'quantity < 0',
    } -%}
    {%- if relation == 'order_lines' and 'unit_price' in types -%}
        {%- do made.update({'amount': 'cast(quantity * unit_price as decimal(28, 6))'}) -%}
    {%- endif -%}
    {%- set contract = handed_over_columns()[relation] -%}
    {%- set missing = [] -%}
    {%- for column, is_required in contract.items()
        if is_required and column not in types and column not in made -%}
        {%- do missing.append(column) -%}
    {%- endfor -%}
    {%- if missing -%}
        {%- do exceptions.raise_compiler_error(
            '[model-columns-missing] The model ' ~ var(name) ~ ', named by the var ' ~ name
            ~ ', has no column ' ~ missing | join(', ') ~ '; it has ' ~ types.keys() | join(', ')
            ~ ': add what is missing, or change ' ~ name ~ ' under vars in dbt_project.yml.'
        ) -%}
    {%- endif -%}

    {%- set received = contract.keys() | select('in', types) | list -%}
    {%- if 'amount' in made and 'amount' not in types -%}
        {%- do received.append('unit_price') -%}
    {%- endif -%}
    {%- set selected = [] -%}
    {%- for column in received + types.keys() | list if column in received or column[:2] == 'x_' -%}
        {%- do selected.append(clean_value(column, types[column]) ~ ' as ' ~ column) -%}
    {%- endfor -%}
    {%- set added = [] -%}
    {%- do made.update({'order_line_id': line_id('order_id', received)}) -%}
    {%- for column in contract if column not in types -%}
        {%- do added.append(', ' ~ made.get(column, 'null') ~ ' as ' ~ column) -%}
    {%- endfor -%}
    {%- do return(
        '(select *' ~ added | join ~ ' from (select ' ~ selected | unique | join(', ') ~ ' from '
        ~ model ~ ') as received) as handed_over'
    ) -%}
{% endmacro %}

{#
    A column of a model of another project, converted to the input contract. A timestamp with a time
    zone becomes local time in the var time_zone, so its month does not depend on the machine. An id
    that a data frame changed to a float becomes an integer again.
#}
{% macro clean_value(column, type) %}
    {%- if 'WITH TIME ZONE' in type -%}
        {%- do return(column ~ " at time zone '" ~ (var('time_zone') or 'UTC') ~ "'") -%}
    {%- elif column[-3:] == '_id' and type in ['DOUBLE', 'FLOAT'] -%}
        {%- do return(
            'case when ' ~ column ~ ' = floor(' ~ column ~ ') and abs(' ~ column ~ ') < 1e18'
            ~ ' then cast(cast(' ~ column ~ ' as bigint) as string)'
            ~ ' else cast(' ~ column ~ ' as string) end'
        ) -%}
    {%- endif -%}
    {%- do return(column) -%}
{% endmacro %}

{# The columns of the input contract, and which of them such a model must have. #}
{% macro handed_over_columns() %}
    {%- do return({
        'order_lines': {
            'order_line_id': false, 'order_id': true, 'customer_id': true, 'product_id': false,
            'product_name': false, 'category': false, 'channel': false, 'country': false,
            'ordered_at': true, 'quantity': true, 'amount': true, 'refunded_amount': false,
            'discount_amount': false, 'currency': false, 'unit_cost': false,
            'is_cancelled': false,
        },
        'customers': {
            'customer_id': true, 'customer_name': false, 'country': false, 'city': false,
            'income': false, 'birth_year': false, 'joined_date': false,
        },
        'reviews': {'order_id': true, 'score': true, 'reviewed_at': false},
    }) -%}
{% endmacro %}
