-- The segment of every customer at the end of each month. The month of the date of the run ends
-- with that date.
with status as (select * from {{ ref('int_rfm__status') }})

select
    cast(date_trunc('month', {{ add_days('as_of_date', -1) }}) as date) as month,
    customer_id,
    segment_id,
    is_current
from status
where first_ordered_at is not null
