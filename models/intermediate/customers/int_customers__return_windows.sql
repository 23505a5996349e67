-- For each scored date, the last 12 month ends whose windows had passed on that date. A year has
-- every season. A date with fewer than three such month ends has none.
with returns as (select * from {{ ref('int_customers__returns') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_scored

),

known as (

    select distinct as_of_date
    from returns

),

numbered as (

    select
        dates.as_of_date,
        known.as_of_date as month_end,
        row_number() over (
            partition by dates.as_of_date order by known.as_of_date desc nulls last
        ) as months_back,
        count(*) over (partition by dates.as_of_date) as month_ends
    from dates
    inner join known
        on {{ add_days('known.as_of_date', var('return_days')) }} <= dates.as_of_date

)

select
    as_of_date,
    month_end
from numbered
where month_ends >= 3
    and months_back <= 12
