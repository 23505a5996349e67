-- The baskets as they were known on each date.
select
    dates.as_of_date,
    dates.is_current,
    lines.order_code,
    lines.item_code,
    lines.customer_id,
    lines.ordered_at >= {{ add_days('dates.as_of_date', -var('recent_demand_days')) }} as is_recent
from {{ ref('int_baskets__lines') }} as lines
inner join {{ ref('int_recommendations__dates') }} as dates
    on lines.ordered_at < cast(dates.as_of_date as timestamp)
