-- What each customer bought before the date of the run, and before the two split dates. One
-- aggregation counts for all dates. Terms are decimals, because a sum of doubles depends on the
-- order of the rows.
{%- set dates_of_use = ['current', 'split', 'choice'] %}
with lines as (

    select * from {{ ref('int_baskets__finest_lines') }}
    where customer_id is not null

),

spine as (select * from {{ ref('int_rfm__spine') }}),

dates as (

    select
        {%- for use in dates_of_use %}
        max(case when is_{{ use }} then as_of_date end) as {{ use }}_as_of
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from spine

),

days as (select distinct cast(ordered_at as date) as ordered_on from lines),

terms as (

    select
        days.ordered_on
        {%- for use in dates_of_use %},
        case
            when days.ordered_on < dates.{{ use }}_as_of
                then cast(power(
                    0.5,
                    {{ days_between('days.ordered_on', 'dates.' ~ use ~ '_as_of') }}
                    / cast({{ var('reorder_half_life_days') }} as double)
                ) as decimal(18, 12))
        end as {{ use }}_term
        {%- endfor %}
    from days
    cross join dates

)

select
    lines.customer_id,
    lines.item_code,
    min(case when terms.current_term is not null then terms.ordered_on end) as first_bought_on,
    max(case when terms.current_term is not null then terms.ordered_on end) as last_bought_on
    {%- for use in dates_of_use %},
    cast(count(terms.{{ use }}_term) as integer) as {{ use }}_times,
    cast(sum(terms.{{ use }}_term) as double) as {{ use }}_decayed
    {%- endfor %}
from lines
inner join terms
    on cast(lines.ordered_at as date) = terms.ordered_on
group by
    lines.customer_id,
    lines.item_code
