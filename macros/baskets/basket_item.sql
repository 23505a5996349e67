{# What the var basket_item puts into baskets: the column of order lines that names it. #}
{% macro basket_item() %}
    {%- do return({'product': 'product_id', 'category': 'category'}[var('basket_item')]) -%}
{% endmacro %}
