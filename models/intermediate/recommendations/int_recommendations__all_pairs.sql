-- Every pair of items in the orders before the date of the run and before each split date. Rules
-- use the frequent pairs, and item_cosine uses all pairs. All dates are counted in one pass.
with dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current
        or is_split
        or is_choice

),

first_lines as (select * from {{ ref('int_baskets__lines') }}),

second_lines as (select * from {{ ref('int_baskets__lines') }}),

borders as (

    select
        max(case when is_current then as_of_date end) as run_date,
        max(case when is_split then as_of_date end) as split_date,
        max(case when is_choice then as_of_date end) as choice_date
    from dates

),

counted as (

    select
        first_lines.item_code as first_code,
        second_lines.item_code as second_code,
        {%- for border in ['run_date', 'split_date', 'choice_date'] %}
        sum(case
            when first_lines.ordered_at < cast(borders.{{ border }} as timestamp) then 1
            else 0
        end) as before_{{ border }}{{ ',' if not loop.last }}
        {%- endfor %}
    from first_lines
    inner join second_lines
        on first_lines.order_code = second_lines.order_code
        and first_lines.item_code < second_lines.item_code
    cross join borders
    group by
        first_lines.item_code,
        second_lines.item_code

),

by_date as (

    {% for border in ['run_date', 'split_date', 'choice_date'] -%}
    select
        borders.{{ border }} as as_of_date,
        counted.first_code,
        counted.second_code,
        cast(counted.before_{{ border }} as integer) as orders
    from counted
    cross join borders
    where counted.before_{{ border }} > 0
    {%- if border != 'run_date' %}
        and borders.{{ border }} is distinct from borders.run_date
    {%- endif %}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

)

select * from by_date
