{# One row a figure: its name, what the expression gives on a relation, and what it should give. #}
{% macro figures(figures, from) -%}
    {%- for name, expression, expected in figures -%}
    select
        '{{ name | replace("'", "''") }}' as figure,
        cast({{ expression }} as varchar) as actual,
        '{{ expected }}' as expected
    from {{ from }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}
{%- endmacro %}

{# The figures that are not what they should be. #}
{% macro differences(figures) -%}
select concat(figure, ' is ', coalesce(actual, 'null'), ', not ', expected) as problem
from {{ figures }}
where actual is distinct from expected
{%- endmacro %}
