{#
    A segment map is complete. Each RFM cell of `scores` scores has exactly one segment, and each
    segment and each rule matches a cell.
#}
{% test is_partition_of_cells(model, scores) %}
with cells as (

    select
        r_score,
        f_score,
        m_score
    from {{ clientele.series(1, scores, 'r_score') }}
    cross join {{ clientele.series(1, scores, 'f_score') }}
    cross join {{ clientele.series(1, scores, 'm_score') }}

),

matches as (

    select
        cells.*,
        concat(r_score, f_score, m_score) as cell,
        map.*,
        rank() over (
            partition by r_score, f_score, m_score order by map.match_order asc nulls last
        ) as match_rank
    from cells
    inner join {{ model }} as map
        on r_score between map.r_from and map.r_to
        and f_score between map.f_from and map.f_to
        and m_score between map.m_from and map.m_to

),

first_matches as (

    select * from matches
    where match_rank = 1

)

select concat('cell ', cells.r_score, cells.f_score, cells.m_score, ' has no segment') as problem
from cells
left join first_matches
    on cells.r_score = first_matches.r_score
    and cells.f_score = first_matches.f_score
    and cells.m_score = first_matches.m_score
where first_matches.cell is null

union all

select concat('cell ', cell, ' has ', count(*), ' rules of match_order ', match_order) as problem
from first_matches
group by
    cell,
    match_order
having count(*) > 1

union all

select concat('segment ', map.segment_id, ' is reached by no cell') as problem
from {{ model }} as map
left join first_matches
    on map.segment_id = first_matches.segment_id
group by map.segment_id
having count(first_matches.cell) = 0

union all

select concat(
    'the rule ', map.match_order, ' of ', map.segment_id,
    ' decides no cell, since earlier ones take all of its cells'
) as problem
from {{ model }} as map
left join first_matches
    on map.match_order = first_matches.match_order
    and map.segment_id = first_matches.segment_id
    {%- for bound in ['r_from', 'r_to', 'f_from', 'f_to', 'm_from', 'm_to'] %}
    and map.{{ bound }} = first_matches.{{ bound }}
    {%- endfor %}
where first_matches.cell is null
    and map.segment_id in (select reached.segment_id from first_matches as reached)
    and map.r_from <= map.r_to
    and map.f_from <= map.f_to
    and map.m_from <= map.m_to

union all

select concat(
    'the rule of ', segment_id, ' has a bound that is blank, reversed or outside 1 to {{ scores }}'
) as problem
from {{ model }}
where not coalesce(
    1 <= r_from and r_from <= r_to and r_to <= {{ scores }}
    and 1 <= f_from and f_from <= f_to and f_to <= {{ scores }}
    and 1 <= m_from and m_from <= m_to and m_to <= {{ scores }},
    false
)
{% endtest %}
