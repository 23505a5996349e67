-- The call list of a past month end, and the orders that followed without any call: of the first 50
-- customers, more returned than of the 50 with the most to save among those silent for more than a
-- year. A failure means that the list begins with customers who are lost.
{{ config(enabled=holds_under('demo', {
    'as_of_date': none,
    'cancellations': 'net',
    'return_days': 90,
    'long_gone_days': 365,
    'slipping_rhythms': 2,
})) }}

with customers as (select * from {{ ref('customers') }}),

status as (

    select * from {{ ref('int_rfm__status') }}
    where as_of_date = (
        select max(past.as_of_date)
        from {{ ref('int_customers__returns') }} as past
    )
        and is_high_value

),

chances as (select * from {{ ref('int_customers__return_chances') }}),

recency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'recency'

),

frequency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'frequency'

),

order_days as (

    select distinct
        customer_id,
        cast(ordered_at as date) as ordered_date
    from {{ ref('int_orders') }}

),

gaps as (

    select
        status.customer_id,
        {{ days_between(
            'lag(order_days.ordered_date) over (partition by status.customer_id'
            ~ ' order by order_days.ordered_date asc nulls last)',
            'order_days.ordered_date',
        ) }} as gap_days
    from status
    inner join order_days
        on status.customer_id = order_days.customer_id
        and status.as_of_date > order_days.ordered_date

),

own as (

    select
        customer_id,
        {{ quantile('gap_days', 0.5) }} as rhythm_days
    from gaps
    group by customer_id

),

returned as (

    select distinct status.customer_id
    from status
    inner join order_days
        on status.customer_id = order_days.customer_id
        and status.as_of_date <= order_days.ordered_date
        and {{ add_days('status.as_of_date', 90) }} > order_days.ordered_date

),

ranked as (

    select
        status.recency_days > 365 as is_long_gone,
        returned.customer_id is not null as has_returned,
        row_number() over (
            partition by status.recency_days > 365
            order by
                status.monetary / greatest(status.tenure_days, 365) * chances.chance_to_return
                desc nulls last,
                status.customer_id asc nulls last
        ) as list_rank
    from status
    inner join own
        on status.customer_id = own.customer_id
    inner join recency_bands
        on status.recency_days >= recency_bands.lowest
        and coalesce(status.recency_days <= recency_bands.highest, true)
    inner join frequency_bands
        on status.frequency >= frequency_bands.lowest
        and coalesce(status.frequency <= frequency_bands.highest, true)
    inner join chances
        on status.as_of_date = chances.as_of_date
        and recency_bands.band = chances.recency_band
        and frequency_bands.band = chances.frequency_band
    left join returned
        on status.customer_id = returned.customer_id
    where status.is_high_value_at_risk
        or status.recency_days >= 2 * greatest(coalesce(own.rhythm_days, 90), 7)

),

rates as (

    select
        avg(case when not is_long_gone and has_returned then 1
            when not is_long_gone then 0 end) as slipping_rate,
        avg(case when is_long_gone and has_returned then 1 when is_long_gone then 0 end)
            as long_gone_rate
    from ranked
    where list_rank <= 50

)

select concat('of those slipping ', slipping_rate, ' returned, of those long gone ', long_gone_rate)
    as problem
from rates
where (
    slipping_rate is null
    or long_gone_rate is null
    or slipping_rate <= long_gone_rate + 0.25
)
-- An empty shop has no list.
and exists (select 1 from customers)
