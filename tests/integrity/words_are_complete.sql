-- Every name, action and reason has words in the language of this run. A failure means that a table
-- or a page shows an empty name. Add the missing row to the seed of words.
with segments as (

    select * from {{ ref('int_segments') }}

),

segment_words as (

    select * from {{ ref_by_var('segment_words') }}
    where segment_map = '{{ var("segment_map") }}'
        and language = '{{ var("language") }}'

),

archetypes as (

    select * from {{ ref('cluster_playbook') }}

),

cluster_words as (

    select * from {{ ref('cluster_words') }}
    where language = '{{ var("language") }}'

),

checks as (

    select * from {{ ref('data_quality_checks') }}

),

check_words as (

    select * from {{ ref('data_quality_words') }}
    where language = '{{ var("language") }}'

),

effects as (

    select * from {{ ref('kpi_assumptions') }}

),

effect_words as (

    select * from {{ ref('kpi_assumption_words') }}
    where language = '{{ var("language") }}'

),

missing as (

    select
        'segment_words' as seed,
        segments.segment_id as id
    from segments
    left join segment_words
        on segments.segment_id = segment_words.segment_id
    where segment_words.name is null

    union all

    select
        'cluster_words' as seed,
        archetypes.archetype_id as id
    from archetypes
    left join cluster_words
        on archetypes.archetype_id = cluster_words.archetype_id
    where cluster_words.name is null

    union all

    select
        'data_quality_words' as seed,
        checks.check_name as id
    from checks
    left join check_words
        on checks.check_name = check_words.check_name
    where check_words.treatment is null

    union all

    select
        'kpi_assumption_words' as seed,
        effects.effect_id as id
    from effects
    left join effect_words
        on effects.effect_id = effect_words.effect_id
    where effect_words.effect is null

)

select concat(
    'The seed ', seed, ' has no words for ', id, ' in the language {{ var("language") }}: add a row'
) as problem
from missing
