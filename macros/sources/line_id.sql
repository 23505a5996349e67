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
