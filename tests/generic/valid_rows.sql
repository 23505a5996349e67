{#
    The checks of a table that take one test, each row named by its `key` (columns; without it, by
    the first grain). Nulls pass `ranges`, `accepted` and `rules`, and fail `holds`.

    required: columns that are never null.
    ranges: column: [lowest, highest], null for no bound.
    accepted: column: list of its values.
    rules: a `condition` of each row, and `otherwise`, which says what is wrong with a row that
    breaks it, such as "has a negative unit_cost".
    holds: conditions that are true of every row.
    grains: lists of columns; each list identifies one row.
#}
{% test valid_rows(
    model, key=[], required=[], ranges={}, accepted={}, rules=[], holds=[], grains=[]
) %}
{#- Pairs of SQL: which rows are wrong, and what is wrong with them. -#}
{%- set faults = [] %}
{%- for column in required %}
    {%- do faults.append([column ~ ' is null', "'" ~ column ~ " is null'"]) %}
{%- endfor %}
{%- for column, (lowest, highest) in ranges.items() %}
    {%- set outside = [] %}
    {%- do outside.append(column ~ ' < ' ~ lowest) if lowest is not none %}
    {%- do outside.append(column ~ ' > ' ~ highest) if highest is not none %}
    {%- do faults.append([
        outside | join(' or '),
        "concat('" ~ column ~ " is ', " ~ column ~ ", ', allowed is "
        ~ ('any' if lowest is none else lowest) ~ " to "
        ~ ('any' if highest is none else highest) ~ "')"
    ]) %}
{%- endfor %}
{%- for column, values in accepted.items() %}
    {%- set literals = [] %}
    {%- for value in values %}
        {%- do literals.append("'" ~ value ~ "'" if value is string else value) %}
    {%- endfor %}
    {%- do faults.append([
        column ~ ' not in (' ~ literals | join(', ') ~ ')',
        "concat('" ~ column ~ " is ', " ~ column ~ ", ', allowed is " ~ values | join(', ') ~ "')"
    ]) %}
{%- endfor %}
{%- for rule in rules %}
    {%- do faults.append([
        'not coalesce(' ~ rule['condition'] | trim ~ ', true)',
        "'" ~ rule['otherwise'] | replace("'", "''") ~ "'"
    ]) %}
{%- endfor %}
{%- for condition in holds %}
    {%- do faults.append([
        'not coalesce(' ~ condition | trim ~ ', false)',
        "'" ~ condition | trim | replace("'", "''") ~ " does not hold'"
    ]) %}
{%- endfor %}
{%- if faults %}
select
    concat(
        {% for column in key or grains[0] or [] -%}
        '{{ column }} ', coalesce(cast({{ column }} as string), 'null'), ', ',
        {% endfor -%}
        concat_ws(
            '; '
            {%- for is_wrong, sentence in faults %},
            case when {{ is_wrong }} then {{ sentence }} end
            {%- endfor %}
        ),
        ' in {{ model.identifier }}'
    ) as problem
from {{ model }}
{#- A database skips most rows by these conditions, and writes sentences for the others only. #}
where {{ faults | map('first') | join('\n    or ') }}
{%- endif %}
{%- for grain in grains %}
{{ 'union all' if faults or not loop.first }}
{{ repeated_keys(model, grain) }}
{%- endfor %}
{% endtest %}
