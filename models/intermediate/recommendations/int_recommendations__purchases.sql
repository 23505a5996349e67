{{ config(materialized='view') }}

-- What each customer bought before each date. A view, so that a purchase is stored once and not per
-- date.
with bought as (select * from {{ ref('int_recommendations__bought') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current
        or is_split
        or is_choice

),

dated as (

    select
        dates.as_of_date,
        dates.is_current,
        bought.customer_id,
        bought.item_code,
        {%- for measure in ['times', 'decayed'] %}
        case
            when dates.is_current then bought.current_{{ measure }}
            when dates.is_split then bought.split_{{ measure }}
            else bought.choice_{{ measure }}
        end as {{ measure }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from bought
    cross join dates

)

select
    as_of_date,
    is_current,
    customer_id,
    item_code,
    times as times_bought,
    decayed as decayed_times
from dated
where times > 0
