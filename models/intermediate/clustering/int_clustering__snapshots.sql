-- The features of every customer at each drift step, for measuring model ageing. Only features that
-- change with orders can be computed as of a past date.
with aggregated as (

    select * from {{ ref('int_rfm__aggregated') }}
    where is_drift_step

)

select
    as_of_date,
    customer_id
    {%- for feature, expression in snapshot_features().items() %},
    cast({{ expression }} as double) as {{ feature }}
    {%- endfor %}
from aggregated
order by
    as_of_date,
    customer_id
