with spend as (select * from {{ ref('int_customers__spend') }}),

status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

names as (select * from {{ ref('int_segments') }}),

bought as (

    select
        status.segment_id,
        spend.category,
        count(*) as customers,
        sum(spend.revenue) as revenue
    from spend
    inner join status
        on spend.customer_id = status.customer_id
    group by
        status.segment_id,
        spend.category

),

categories as (

    select
        category,
        sum(revenue) as revenue,
        sum(sum(revenue)) over () as all_revenue
    from bought
    group by category

),

segments as (

    select
        segment_id,
        sum(revenue) as revenue
    from bought
    group by segment_id

),

-- A segment has every category, also those that it does not buy.
compared as (

    select
        segments.segment_id,
        categories.category,
        coalesce(bought.customers, 0) as customers,
        coalesce(bought.revenue, 0) as revenue,
        cast(coalesce(bought.revenue, 0) as double) / segments.revenue as revenue_share,
        cast(categories.revenue as double) / categories.all_revenue as overall_revenue_share
    from segments
    cross join categories
    left join bought
        on segments.segment_id = bought.segment_id
        and categories.category = bought.category

)

select
    compared.segment_id,
    names.segment_name,
    compared.category,
    cast(row_number() over (
        partition by compared.segment_id
        order by
            compared.revenue_share / compared.overall_revenue_share desc nulls last,
            compared.category asc nulls last
    ) as integer) as category_rank,
    cast(compared.customers as integer) as customers,
    cast(compared.revenue as decimal(28, 6)) as revenue,
    {{ rounded('compared.revenue_share', 9, 6) }} as revenue_share,
    {{ rounded('compared.overall_revenue_share', 9, 6) }} as overall_revenue_share,
    {{ rounded('100 * compared.revenue_share / compared.overall_revenue_share', 18, 2) }}
        as affinity_index
from compared
inner join names
    on compared.segment_id = names.segment_id
order by
    names.segment_rank,
    category_rank
