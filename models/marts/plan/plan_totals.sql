with plan as (select * from {{ ref('int_plan__groups') }}),

weights as (

    select * from {{ ref('int_plan__weights') }}
    where plan_by = '{{ var("plan_by") }}'

),

status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

customers as (

    select count(*) as customers
    from status

),

basis as (

    select coalesce(max(budget_basis), 'share') as budget_basis
    from weights

),

totals as (

    select
        coalesce(sum(customers_reached), 0) as customers_reached,
        cast(coalesce(sum(spend), 0) as decimal(18, 2)) as spend,
        cast(coalesce(sum(revenue_reached), 0) as decimal(28, 6)) as revenue_reached,
        sum(revenue_reached * margin_rate) as margin_reached,
        sum(case when margin_basis = 'measured' then revenue_reached end) as measured_revenue,
        cast(sum(gain_low) as decimal(28, 2)) as gain_low,
        cast(sum(gain_high) as decimal(28, 2)) as gain_high,
        cast(sum(net_gain_low) as decimal(28, 6)) as net_gain_low,
        cast(sum(net_gain_high) as decimal(28, 6)) as net_gain_high
    from plan

)

select
    cast('{{ var("plan_by") }}' as string) as plan_by,
    cast(basis.budget_basis as string) as budget_basis,
    cast({{ var('marketing_budget') }} as decimal(18, 2)) as budget,
    cast(customers.customers as integer) as customers,
    cast(totals.customers_reached as integer) as customers_reached,
    totals.spend,
    cast(
        cast({{ var('marketing_budget') }} as decimal(18, 2)) - totals.spend as decimal(18, 2)
    ) as unspent,

    cast({{ var('plan_revenue_days') }} as integer) as plan_revenue_days,
    totals.revenue_reached,
    {{ rounded(
        'coalesce(cast(totals.margin_reached as double) / nullif(totals.revenue_reached, 0), '
        ~ var('margin_rate') ~ ')',
        18, 4,
    ) }} as margin_rate,
    {{ rounded(
        'coalesce(cast(totals.measured_revenue as double) / nullif(totals.revenue_reached, 0), 0)',
        9, 6,
    ) }} as measured_revenue_share,
    totals.gain_low,
    totals.gain_high,
    totals.net_gain_low,
    totals.net_gain_high,
    {{ rounded('cast(totals.net_gain_low as double) / nullif(totals.spend, 0)', 28, 6) }}
        as return_low,
    {{ rounded('cast(totals.net_gain_high as double) / nullif(totals.spend, 0)', 28, 6) }}
        as return_high,
    case
        when totals.margin_reached > 0
            then {{ rounded('cast(totals.spend as double) / totals.margin_reached', 28, 6) }}
    end as break_even_uplift
from totals
cross join basis
cross join customers
where customers.customers > 0
