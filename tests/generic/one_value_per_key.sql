{# All rows with the same key have the same value. Rows without a key or a value are ignored. #}
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
