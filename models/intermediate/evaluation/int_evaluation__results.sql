-- How a strategy did for a case, for each length of list; no row where it had nothing to offer.
with lengths as (

    {{ rows_from(evaluated_ks(), 'at_k') }}

),

cases as (

    select
        case_id,
        case_name,
        case when task = 'hidden_item_anonymous' then 'hidden_item' else task end as task
    from {{ ref('int_recommendations__cases') }}
    where task != 'today'

),

answers as (

    select
        cases.case_id,
        answers.item_code,
        count(*) over (partition by cases.case_id) as wanted
    from cases
    inner join {{ ref('int_evaluation__answers') }} as answers
        on cases.task = answers.task
        and cases.case_name = answers.case_name

),

wanted as (

    select distinct
        case_id,
        wanted
    from answers

)

select
    cases.task,
    rankings.strategy,
    lengths.at_k,
    cases.case_id,
    count(*) as offered,
    count(answers.item_code) as hits,
    min(wanted.wanted) as wanted
from {{ ref('int_evaluation__rankings') }} as rankings
inner join lengths
    on rankings.place <= lengths.at_k
inner join cases
    on rankings.case_id = cases.case_id
inner join wanted
    on rankings.case_id = wanted.case_id
left join answers
    on rankings.case_id = answers.case_id
    and rankings.item_code = answers.item_code
group by
    cases.task,
    rankings.strategy,
    lengths.at_k,
    cases.case_id
