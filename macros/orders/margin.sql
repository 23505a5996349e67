{# The cost of lines, and the revenue of those whose cost is known. Null if no cost is known. #}
{% macro cost_sums() -%}
    sum(cost) as cost,
        sum(case when cost is not null then revenue end) as costed_revenue
{%- endmacro %}

{#
    The public columns of a relation with `cost` and `costed_revenue`. The margin is that of the
    revenue whose cost is known. cost_coverage is the share of this revenue in `revenue`.
#}
{% macro margin_columns(relation, revenue) -%}
    cast({{ relation }}.cost as decimal(28, 6)) as cost,
    cast({{ relation }}.costed_revenue - {{ relation }}.cost as decimal(28, 6)) as margin,
    {{ rounded(
        'cast(' ~ relation ~ '.costed_revenue as double) / nullif(' ~ revenue ~ ', 0)', 9, 6
    ) }}
        as cost_coverage
{%- endmacro %}
