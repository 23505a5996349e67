{#
    The shares of a table, or of each of its groups, sum to exactly one. A table without rows
    passes.
#}
{% test sums_to_one(model, column, group_by=[]) %}
select
    concat(
        {% for key in group_by -%}
        '{{ key }} ', {{ key }}, ': ',
        {% endfor -%}
        '{{ column }} of {{ model.identifier }} adds up to ', sum({{ column }}), ', not to 1'
    ) as problem
from {{ model }}
{%- if group_by %}
group by {{ group_by | join(', ') }}
{%- endif %}
having sum({{ column }}) <> 1
{% endtest %}
