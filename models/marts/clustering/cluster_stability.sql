with drift as (select * from {{ ref('py_clustering__drift') }})

select
    cast(measure as string) as measure,
    cast(as_of_date as date) as as_of_date,
    cast(weeks as integer) as weeks,
    cast(customers as integer) as customers,
    cast(adjusted_rand_index as double) as adjusted_rand_index
from drift
order by
    measure,
    as_of_date
