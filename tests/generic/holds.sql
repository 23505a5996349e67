{# A condition is true of every row; a row for which it is null fails. #}
{% test holds(model, condition, key) %}
select
    concat(
        '{{ model.identifier }}, {{ key }} ', {{ key }}, ': {{ condition | replace("'", "''") }}',
        ' does not hold'
    ) as problem
from {{ model }}
where not coalesce({{ condition }}, false)
{% endtest %}
