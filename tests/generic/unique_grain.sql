{# The columns identify one row. #}
{% test unique_grain(model, columns) %}
select
    concat(
        {% for column in columns -%}
        '{{ column }} ', coalesce(cast({{ column }} as string), 'null'), ', ',
        {% endfor -%}
        'stands in ', count(*), ' rows of {{ model.identifier }}'
    ) as problem
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
