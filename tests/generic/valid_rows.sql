{#
    The checks of a table that take one test: `required` columns are never null, values lie in
    `ranges` (column: [lowest, highest], null for no bound), others are `accepted` (column: list),
    and each of `grains` (lists of columns) identifies one row. Nulls pass ranges and lists. A row
    is named by the first grain.
#}
{% test valid_rows(model, required=[], ranges={}, accepted={}, grains=[]) %}
{%- set named %}
        {%- for column in grains[0] or [] -%}
        '{{ column }} ', coalesce(cast({{ column }} as string), 'null'), ', ',
        {% endfor -%}
{%- endset %}
{%- set problems = [] %}
{%- for column in required %}
    {%- do problems.append("case when " ~ column ~ " is null then '" ~ column ~ " is null' end") %}
{%- endfor %}
{%- for column, bounds in ranges.items() %}
    {%- set outside = [] %}
    {%- for bound in bounds if bound is not none %}
        {%- set sign = '<' if loop.first and bounds[0] is not none else '>' %}
        {%- do outside.append(column ~ ' ' ~ sign ~ ' ' ~ bound) %}
    {%- endfor %}
    {%- do problems.append(
        "case when " ~ outside | join(' or ') ~ " then concat('" ~ column ~ " is ', " ~ column
        ~ ", ', allowed is " ~ (bounds[0] if bounds[0] is not none else 'any') ~ " to "
        ~ (bounds[1] if bounds[1] is not none else 'any') ~ "') end"
    ) %}
{%- endfor %}
{%- for column, values in accepted.items() %}
    {%- do problems.append(
        "case when " ~ column ~ " not in ('" ~ values | join("', '") ~ "') then concat('" ~ column
        ~ " is ', " ~ column ~ ", ', allowed is " ~ values | join(', ') ~ "') end"
    ) %}
{%- endfor %}
{%- if problems %}
select
    concat(
        {{ named }}
        problems,
        ' in {{ model.identifier }}'
    ) as problem
from (
    select
        *,
        concat_ws(
            '; ',
            {{ problems | join(',\n            ') }}
        ) as problems
    from {{ model }}
) as checked
where problems <> ''
{%- endif %}
{%- for grain in grains %}
{{ 'union all' if problems or not loop.first }}
select
    concat(
        {% for column in grain -%}
        '{{ column }} ', coalesce(cast({{ column }} as string), 'null'), ', ',
        {% endfor -%}
        'stands in ', count(*), ' rows of {{ model.identifier }}'
    ) as problem
from {{ model }}
group by {{ grain | join(', ') }}
having count(*) > 1
{%- endfor %}
{% endtest %}
