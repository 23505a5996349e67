with options as (

    select distinct 'month' as kind, strftime(month, '%Y-%m') as value from order_slices
    union
    select distinct 'country' as kind, country as value from order_slices
    union
    select distinct 'channel' as kind, channel as value from order_slices

)

select
    kind,
    value
from options
where value is not null
order by kind, value
