{#
    The cells in which a query and tests/golden/<name>.csv differ, one row per problem. `actual` is
    a CTE with the columns of the file. `key` lists the columns that identify a row; it is empty if
    there is one row. A cell must be the same number or the same text, unless it has a tolerance. A
    tolerance is a number such as '0.02', or a share of the expected value such as '1 %'. If only
    one side has a row, every cell of the row differs.
#}
{% macro differences(name, actual, key=[], tolerance={}) -%}
    {%- set path = 'tests/golden/' ~ name ~ '.csv' -%}
    {%- set file = clientele.golden_file(path) -%}
    {%- set columns = [] -%}
    {%- if execute -%}
        {%- set header = run_query('select * from ' ~ file ~ ' limit 0').column_names -%}
        {%- set unknown = (key + tolerance.keys() | list) | reject('in', header) | list -%}
        {%- if unknown -%}
            {%- do exceptions.raise_compiler_error(
                path ~ ' has no column ' ~ unknown | join(', ') ~ ', which its test names'
            ) -%}
        {%- endif -%}
        {%- do columns.extend(header | reject('in', key)) -%}
    {%- endif -%}
select concat(
    '{{ name }}',
    {%- for column in key %}
    ', {{ column }} ', coalesce(expected.{{ column }}, actual.{{ column }}),
    {%- endfor %}
    ': ', concat_ws(
        '; '
        {%- for column in columns %},
        case
            when {{ clientele.differs(column, tolerance.get(column)) }} then concat(
                '{{ column }} is ', coalesce(actual.{{ column }}, 'missing'), ', not ',
                coalesce(expected.{{ column }}, 'missing')
                {%- if column in tolerance %}, ' to within {{ tolerance[column] }}'{% endif %}
            )
        end
        {%- endfor %}
    )
) as problem
from {{ file }} as expected
full outer join (
    select
        {%- for column in key + columns %}
        cast({{ column }} as string) as {{ column }}{{ ',' if not loop.last }}
        {%- else %}
        *
        {%- endfor %}
    from {{ actual }}
) as actual
    on {% for column in key -%}
    {{ 'and ' if not loop.first }}expected.{{ column }} = actual.{{ column }}
    {% else -%}
    true
    {% endfor -%}
where false
{%- for column in columns %}
    or {{ clientele.differs(column, tolerance.get(column)) }}
{%- endfor %}
{%- endmacro %}

{# A CSV file of texts as an expression for `from`. #}
{% macro golden_file(path) %}
    {{ return(adapter.dispatch('golden_file', 'clientele')(path)) }}
{% endmacro %}

{# Spark needs a view to read a file with a header. #}
{% macro default__golden_file(path) %}
    {%- set name = path.split('/')[-1].split('.')[0] ~ '_golden' -%}
    {%- if execute -%}
        {%- do run_query(
            'create or replace temporary view ' ~ name ~ " using csv options (header 'true', path '"
            ~ clientele.project_folder() ~ '/' ~ path ~ "')"
        ) -%}
    {%- endif -%}
    {%- do return(name) -%}
{% endmacro %}

{% macro duckdb__golden_file(path) %}
    {%- do return("read_csv('" ~ path ~ "', header = true, all_varchar = true)") -%}
{% endmacro %}

{# Whether a cell of `actual` differs from the cell of `expected`. #}
{% macro differs(column, tolerance=none) -%}
    {%- if tolerance is none -%}
    (
                actual.{{ column }} is distinct from expected.{{ column }}
                and coalesce(
                    try_cast(actual.{{ column }} as decimal(38, 10))
                        != try_cast(expected.{{ column }} as decimal(38, 10)),
                    true
                )
            )
    {%- else -%}
    {%- set margin = tolerance | string -%}
    {%- if '%' in margin -%}
        {%- set margin = 'abs(cast(expected.' ~ column ~ ' as double)) * '
            ~ margin | replace('%', '') | trim ~ ' / 100' -%}
    {%- endif -%}
    not coalesce(
                abs(cast(actual.{{ column }} as double) - cast(expected.{{ column }} as double))
                    <= {{ margin }},
                actual.{{ column }} is null and expected.{{ column }} is null
            )
    {%- endif -%}
{%- endmacro %}
