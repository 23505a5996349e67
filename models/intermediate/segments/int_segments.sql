-- The segments of the chosen map with their names. A segment without a name has its id as its name.
with map as (select * from {{ ref_by_var('segment_map') }}),

playbook as (

    select * from {{ ref_by_var('segment_playbook') }}
    where segment_map = '{{ var("segment_map") }}'

),

words as (

    select * from {{ ref_by_var('segment_words') }}
    where segment_map = '{{ var("segment_map") }}'
        and language = '{{ var("language") }}'

),

reached as (

    select distinct segment_id
    from map

),

named as (

    select
        reached.segment_id,
        coalesce(words.name, replace(reached.segment_id, '_', ' ')) as segment_name,
        words.description,
        row_number() over (
            order by playbook.segment_rank asc nulls last, reached.segment_id asc nulls last
        ) as segment_rank
    from reached
    left join playbook
        on reached.segment_id = playbook.segment_id
    left join words
        on reached.segment_id = words.segment_id

)

select
    cast(segment_id as string) as segment_id,
    cast(segment_name as string) as segment_name,
    cast(description as string) as description,
    cast(segment_rank as integer) as segment_rank
from named
