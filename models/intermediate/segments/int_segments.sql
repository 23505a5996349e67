-- The segments of the chosen map, with their names; one without a name keeps its id.
with reached as (

    select distinct segment_id
    from {{ ref_by_var('segment_map') }}

),

named as (

    select
        reached.segment_id,
        coalesce(names.{{ label('name') }}, replace(reached.segment_id, '_', ' ')) as segment_name,
        names.{{ label('description') }} as description,
        row_number() over (
            order by names.segment_rank asc nulls last, reached.segment_id asc nulls last
        ) as segment_rank
    from reached
    left join {{ ref_by_var('segment_names') }} as names
        on names.segment_map = '{{ var("segment_map") }}'
        and reached.segment_id = names.segment_id

)

select
    cast(segment_id as varchar) as segment_id,
    cast(segment_name as varchar) as segment_name,
    cast(description as varchar) as description,
    cast(segment_rank as integer) as segment_rank
from named
