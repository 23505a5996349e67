{#
    An order line's id for sources that have none: the order's id and a digest of the line's
    columns. It depends on the content alone, so equal lines share it, whatever their place
    in the file.
#}
{% macro line_id(order_id, columns) -%}
    concat({{ order_id }}, '-', substr(md5(concat_ws('|'
    {%- for column in columns %}, coalesce(cast({{ column }} as varchar), '~'){% endfor -%}
    )), 1, 12))
{%- endmacro %}
