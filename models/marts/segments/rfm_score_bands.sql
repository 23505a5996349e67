with all_bands as (select * from {{ ref('int_rfm__bands') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

customer_scores as (

    select * from {{ ref('int_rfm__scores') }}
    where is_current

),

bands as (

    select all_bands.*
    from all_bands
    inner join dates
        on all_bands.as_of_date = dates.as_of_date

),

scores as (

    {% for metric, score in [
        ('recency', 'r_score'), ('frequency', 'f_score'), ('monetary', 'm_score')
    ] -%}
    select
        cast('{{ metric }}' as string) as metric,
        {{ score }} as score,
        count(*) as customers
    from customer_scores
    group by {{ score }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

)

select
    bands.metric,
    bands.score,
    bands.lower_bound,
    bands.upper_bound,
    cast(coalesce(scores.customers, 0) as integer) as customers
from bands
left join scores
    on bands.metric = scores.metric
    and bands.score = scores.score
order by
    bands.metric,
    bands.score
