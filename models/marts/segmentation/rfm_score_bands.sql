with bands as (

    select bands.*
    from {{ ref('int_rfm__bands') }} as bands
    inner join {{ ref('int_rfm__dates') }} as dates
        on bands.as_of_date = dates.as_of_date
    where dates.is_current

),

scores as (

    {% for metric, score in [
        ('recency', 'r_score'), ('frequency', 'f_score'), ('monetary', 'm_score')
    ] -%}
    select
        cast('{{ metric }}' as varchar) as metric,
        {{ score }} as score,
        count(*) as customers
    from {{ ref('int_rfm__scores') }}
    where is_current
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
