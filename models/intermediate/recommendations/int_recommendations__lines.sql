{{ config(materialized='view') }}

-- Baskets as known on the date of the run and on the two split dates. A view, so that lines are not
-- stored again.
with lines as (select * from {{ ref('int_baskets__finest_lines') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current
        or is_split
        or is_choice

)

select
    dates.as_of_date,
    dates.is_current,
    dates.is_split,
    dates.is_choice,
    lines.order_code,
    lines.item_code,
    lines.customer_id,
    lines.ordered_at,
    lines.ordered_at >= {{ add_days('dates.as_of_date', -var('recent_demand_days')) }} as is_recent
from lines
inner join dates
    on lines.ordered_at < cast(dates.as_of_date as timestamp)
