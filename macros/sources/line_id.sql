{#
    The id of an order line for sources without ids. It is the id of the order and a digest of the
    line's columns. Equal lines share their id, because it depends only on the content, not on the
    position in the file.
#}
{% macro line_id(order_id, columns) -%}
    concat({{ order_id }}, '-', substr(md5(concat_ws('|'
    {%- for column in columns %}, coalesce(cast({{ column }} as string), '~'){% endfor -%}
    )), 1, 12))
{%- endmacro %}

{# The columns of a line of the dataset custom as text, without its order. #}
{% macro line_content(relation=none) %}
    {%- set content = [] -%}
    {%- for column in [
        'customer_id', 'product_id', 'product_name', 'category', 'channel', 'country', 'ordered_at',
        'quantity', 'amount', 'refunded_amount', 'discount_amount', 'currency', 'unit_cost',
        'is_cancelled',
    ] -%}
        {%- set value = relation ~ '.' ~ column if relation else column -%}
        {%- do content.append(
            money_text(value) if column.endswith('amount') or column == 'unit_cost' else value
        ) -%}
    {%- endfor -%}
    {%- do return(content) -%}
{% endmacro %}
