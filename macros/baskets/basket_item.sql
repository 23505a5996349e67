{# The column of order lines that names the item of a basket, by the var basket_item. #}
{% macro basket_item() %}
    {%- do return({'product': 'product_id', 'category': 'category'}[var('basket_item')]) -%}
{% endmacro %}
