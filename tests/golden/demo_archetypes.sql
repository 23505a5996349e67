-- The demo's customers were planted as archetypes. At least 90 % of all customers must be in a
-- segment that matches their archetype, and at least 80 % of each archetype. A failure means that
-- the scores no longer find the planted archetypes.
{{ config(enabled=holds_under('demo', {
    'cancellations': 'net',
    'deduplicate': 'auto',
    'guest_orders': 'exclude',
    'excluded_products': none,
    'as_of_date': none,
    'rfm_method': 'percent_rank',
    'rfm_scores': 5,
    'segment_map': 'eleven_segments',
})) }}

with planted as (

    select * from {{ source('demo_truth', 'customers') }}

),

fitting as (

    select * from {{ source('demo_truth', 'archetypes') }}

),

landed as (

    select
        planted.archetype,
        case when fitting.segment_id is not null then 1.0 else 0.0 end as is_landed
    from planted
    left join {{ ref('customers') }} as customers
        on planted.customer_no = customers.customer_id
    left join fitting
        on planted.archetype = fitting.archetype
        and customers.segment_id = fitting.segment_id

)

select concat('of archetype ', archetype, ' only ', avg(is_landed), ' landed') as problem
from landed
group by archetype
having avg(is_landed) < 0.8

union all

select concat('of all customers only ', avg(is_landed), ' landed') as problem
from landed
having avg(is_landed) < 0.9
