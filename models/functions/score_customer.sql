{{ config(parameters=['recency_days', 'frequency', 'monetary']) }}

with published_bands as (select * from {{ ref('rfm_score_bands').include(database=false) }}),

cells as (select * from {{ ref('int_rfm__cells').include(database=false) }}),

segments as (select * from {{ ref('int_segments').include(database=false) }}),

-- DuckDB inserts parameters as written. A column called `customers` would hide the table in
-- score_customer(customers.recency_days, …). So only these columns may be in scope.
bands as (

    select
        metric,
        score,
        lower_bound,
        upper_bound
    from published_bands

),

-- Spark has no aggregation over parameters, so the rows are chosen first.
matched as (
    {% for metric, parameter in {
        'recency': 'recency_days', 'frequency': 'frequency', 'monetary': 'monetary'
    }.items() %}
    select
        metric,
        score
    from bands
    where metric = '{{ metric }}'
        and coalesce({{ parameter }} > lower_bound, true)
        and coalesce({{ parameter }} <= upper_bound, true)
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

scores as (

    select
        {%- for metric in ['recency', 'frequency', 'monetary'] %}
        max(case when metric = '{{ metric }}' then score end) as {{ metric[0] }}_score
        {{- ',' if not loop.last }}
        {%- endfor %}
    from matched

)

select
    scores.r_score,
    scores.f_score,
    scores.m_score,
    cast(concat(scores.r_score, scores.f_score, scores.m_score) as string) as rfm_cell,
    segments.segment_id,
    segments.segment_name
from scores
inner join cells
    on scores.r_score = cells.r_score
    and scores.f_score = cells.f_score
    and scores.m_score = cells.m_score
inner join segments
    on cells.segment_id = segments.segment_id
