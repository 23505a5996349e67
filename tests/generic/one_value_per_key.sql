{# All rows of a key agree on a column; rows without key and rows without value have no say. #}
{% test one_value_per_key(model, key, value) %}
select
    concat(
        '{{ key }} ', {{ key }}, ' has more than one {{ value }}: ',
        min({{ value }}), ' and ', max({{ value }})
    ) as problem
from {{ model }}
where {{ key }} is not null
group by {{ key }}
having min({{ value }}) <> max({{ value }})
{% endtest %}
