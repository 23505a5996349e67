{# Every value is from `lowest` to `highest`, inclusive; nulls pass. #}
{% test in_range(model, column_name, lowest=none, highest=none) %}
select
    concat(
        '{{ column_name }} of {{ model.identifier }} is ', {{ column_name }},
        ', allowed is {{ lowest if lowest is not none else "any" }}',
        ' to {{ highest if highest is not none else "any" }}'
    ) as problem
from {{ model }}
where false
    {%- if lowest is not none %}
    or {{ column_name }} < {{ lowest }}
    {%- endif %}
    {%- if highest is not none %}
    or {{ column_name }} > {{ highest }}
    {%- endif %}
{% endtest %}
