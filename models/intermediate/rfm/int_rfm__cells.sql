-- The chosen segment map as a table, with every RFM cell and its segment.
with map as (select * from {{ ref_by_var('segment_map') }}),

cells as (

    select
        cast(r_score as integer) as r_score,
        cast(f_score as integer) as f_score,
        cast(m_score as integer) as m_score
    from {{ series(1, var('rfm_scores'), 'r_score') }}
    cross join {{ series(1, var('rfm_scores'), 'f_score') }}
    cross join {{ series(1, var('rfm_scores'), 'm_score') }}

),

matched as (

    select
        cells.*,
        map.segment_id,
        row_number() over (
            partition by cells.r_score, cells.f_score, cells.m_score
            order by map.match_order asc nulls last, map.segment_id asc nulls last
        ) as match_rank
    from cells
    left join map
        on cells.r_score between map.r_from and map.r_to
        and cells.f_score between map.f_from and map.f_to
        and cells.m_score between map.m_from and map.m_to

)

select
    r_score,
    f_score,
    m_score,
    cast(segment_id as string) as segment_id
from matched
where match_rank = 1
