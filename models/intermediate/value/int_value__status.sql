-- One row that says what the value models of the date of the run can tell, also without any model.
with dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

conditions as (

    select * from {{ ref('int_value__conditions') }}
    where is_current

),

models as (

    select * from {{ ref('int_value__models') }}
    where is_current

)

select
    dates.as_of_date,
    cast({{ var('value_horizon_days') }} as integer) as horizon_days,
    coalesce(conditions.history_days, 0) as history_days,
    coalesce(conditions.customers, 0) as customers,
    coalesce(conditions.repeaters, 0) as repeaters,
    cast(
        case
            when conditions.as_of_date is null then 'no_orders'
            when models.as_of_date is null then coalesce(
                conditions.withheld_reason, 'too_few_repeaters'
            )
            else models.withheld_reason
        end as string
    ) as withheld_reason,
    cast(
        case when not models.is_dropout_identified then 'dropout_not_identified' end as string
    ) as alive_reason,
    conditions.season_reason
from dates
left join conditions
    on dates.as_of_date = conditions.as_of_date
left join models
    on dates.as_of_date = models.as_of_date
