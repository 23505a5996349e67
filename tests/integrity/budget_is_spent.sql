-- The budgets of the segments add up to the marketing budget, to the cent. A failure means that
-- money is lost, or promised twice.
with allocated as (

    select
        count(*) as segments,
        sum(budget) as budget
    from {{ ref('segment_actions') }}
    where budget is not null

)

select concat('the segments have ', budget, ' of {{ var("marketing_budget") }}') as problem
from allocated
where segments > 0
    and budget <> cast({{ var('marketing_budget') }} as decimal(18, 2))
