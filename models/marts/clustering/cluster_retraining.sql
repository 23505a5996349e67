with advice as (select * from {{ ref('py_clustering__advice') }}),

sentences as (

    select * from {{ ref('py_clustering__sentences') }}
    where subject = 'retraining'

),

assigned as (select * from {{ ref('int_clustering__assigned') }})

select
    cast(advice.advice as string) as advice,
    cast(advice.weeks as integer) as weeks,
    cast(advice.threshold as double) as threshold,
    cast(sentences.sentence as string) as explanation
from advice
left join sentences
    on advice.advice = sentences.subject_id
where exists (select 1 from assigned)
