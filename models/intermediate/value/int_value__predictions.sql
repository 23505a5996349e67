-- What each way expects of each customer of the split, beside what came.
with outcomes as (select * from {{ ref('int_value__outcomes') }}),

naive_ways as (select * from {{ ref('int_value__naive_ways') }}),

predictions as (

    {% for amount in ['orders', 'revenue'] -%}
    select
        customer_id,
        '{{ amount }}' as measure,
        'model' as way,
        cast(expected_{{ amount }} as decimal(28, 6)) as predicted,
        cast(actual_{{ amount }} as decimal(28, 6)) as actual,
        actual_{{ amount }} between {{ amount }}_low and {{ amount }}_high as is_in_interval
    from outcomes

    union all

    {% for way in ['past_rate', 'last_year', 'mean', 'rfm_rank'] -%}
    select
        outcomes.customer_id,
        '{{ amount }}' as measure,
        '{{ way }}' as way,
        cast(naive_ways.{{ way }}_{{ amount }} as decimal(28, 6)) as predicted,
        cast(outcomes.actual_{{ amount }} as decimal(28, 6)) as actual,
        null as is_in_interval
    from outcomes
    inner join naive_ways
        on outcomes.customer_id = naive_ways.customer_id
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

)

select
    *,
    cast(row_number() over (
        partition by measure, way
        order by predicted desc nulls last, customer_id asc nulls last
    ) as bigint) as predicted_rank,
    cast(row_number() over (
        partition by measure, way
        order by actual desc nulls last, customer_id asc nulls last
    ) as bigint) as actual_rank,
    count(*) over (partition by measure, way) as customers
from predictions
