{# One row per key of a grain that stands in several rows, with a sentence that names it. #}
{% macro repeated_keys(relation, grain) %}
select
    concat(
        {% for column in grain -%}
        '{{ column }} ', coalesce(cast({{ column }} as string), 'null'), ', ',
        {% endfor -%}
        'stands in ', count(*), ' rows of {{ relation.identifier }}'
    ) as problem
from {{ relation }}
group by {{ grain | join(', ') }}
having count(*) > 1
{%- endmacro %}
