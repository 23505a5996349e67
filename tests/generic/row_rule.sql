{#
    A condition is true of every row; null counts as true. `otherwise` says what is wrong with a
    row, such as "order_line_id 12 has no order_id".
#}
{% test row_rule(model, key, condition, otherwise) %}
select
    concat(
        '{{ key }} ', coalesce(cast({{ key }} as string), 'null'),
        ' {{ otherwise | replace("'", "''") }}'
    ) as problem
from {{ model }}
where not coalesce({{ condition }}, true)
{% endtest %}
