-- Each check counts all lines that it finds, including lines that other checks find too. A line is
-- refused for the first check only. The money that a return gives back counts once, as netted, as
-- unmatched, or as a difference of prices. Findings of the source about other rows follow.
{%- set checks = line_checks() %}
{%- set money = {
    'cancellation_netted': 'netted',
    'cancellation_unmatched': 'difference',
    'return_price_differs': 'difference',
} %}
with lines as (select * from {{ ref('int_cleaning__lines') }}),

-- An import of its own: the database would keep a copy of lines that two steps read.
found as (

    select * from {{ ref('int_cleaning__lines') }}
    where checks <> 0

),

findings as (select * from {{ ref('input__findings') }}),

grouped as (

    select
        reason,
        checks,
        count(*) as lines,
        sum(coalesce(worth, amount)) as revenue,
        sum(-netted_amount) as netted,
        sum(netted_amount - abs(worth)) as difference
    from found
    group by
        reason,
        checks

),

all_lines as (select count(*) as received from lines),

counted as (

    select
        {%- for check in checks %}
        sum(case when {{ has_check('checks', check) }} then lines else 0 end) as {{ check }}_lines,
        sum(case when reason = '{{ check }}' then lines else 0 end) as {{ check }}_rejected,
        sum(case when {{ has_check('checks', check) }} then {{ money.get(check, 'revenue') }} end)
            as {{ check }}_revenue,
        {%- endfor %}
        1 as one
    from grouped

)

{% for check in checks -%}
select
    cast('{{ check }}' as string) as check_name,
    cast(coalesce({{ check }}_lines, 0) as bigint) as lines,
    cast(case when {{ check }}_lines > 0 then {{ check }}_rejected end as bigint)
        as rejected_lines,
    cast({{ check }}_revenue as decimal(28, 6)) as revenue,
    cast(all_lines.received as bigint) as received
from counted
cross join all_lines

union all

{% endfor -%}
select
    check_name,
    found as lines,
    cast(0 as bigint) as rejected_lines,
    revenue,
    received
from findings
