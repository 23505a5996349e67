{#
    The levels of the items of a basket, by the var basket_item. The finest level is first, whatever
    the order of the var. A value that is not allowed is refused by var_problems, not here.
#}
{% macro basket_levels() %}
    {%- set asked = var('basket_item') -%}
    {%- if asked is string or asked is not iterable -%}
        {%- set asked = [asked] -%}
    {%- endif -%}
    {%- do return(['product', 'category'] | select('in', asked) | list or ['product']) -%}
{% endmacro %}

{# The level of items that recommendations and sequences are about, which is the finest. #}
{% macro finest_level() %}
    {%- do return(basket_levels() | first) -%}
{% endmacro %}

{# The column of order lines that names the items of a level. #}
{% macro basket_item(level=none) %}
    {%- do return({'product': 'product_id', 'category': 'category'}[level or finest_level()]) -%}
{% endmacro %}

{# The column of order lines with what the items of a level are called. #}
{% macro basket_item_name(level) %}
    {%- do return({'product': 'product_name', 'category': 'category'}[level]) -%}
{% endmacro %}
