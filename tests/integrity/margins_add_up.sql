-- All marts have the same cost and the same margin as the accepted lines with a known cost. A
-- failure means that a page promises money that another page does not have, or that an unknown cost
-- counts as zero.
with lines as (

    select
        *,
        case when cost is not null then revenue end as costed_revenue
    from {{ ref('order_lines') }}

),

scopes as (

    select
        'all lines' as scope,
        sum(cost) as cost,
        sum(margin) as margin,
        sum(costed_revenue) as costed_revenue
    from lines

    union all

    select
        'lines of customers' as scope,
        sum(cost) as cost,
        sum(margin) as margin,
        sum(costed_revenue) as costed_revenue
    from lines
    where customer_id is not null

    union all

    select
        'lines of products' as scope,
        sum(cost) as cost,
        sum(margin) as margin,
        sum(costed_revenue) as costed_revenue
    from lines
    where product_id is not null

),

marts as (
    {% for mart, scope in {
        'orders': 'all lines',
        'kpis': 'all lines',
        'kpis_monthly': 'all lines',
        'products': 'lines of products',
        'customers': 'lines of customers',
        'segments': 'lines of customers',
        'cohorts': 'lines of customers',
    }.items() %}
    select
        '{{ mart }}' as mart,
        '{{ scope }}' as scope,
        sum(cost) as cost,
        sum(margin) as margin
    from {{ ref(mart) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- Customers of summaries have revenue without lines, so they have no row here.
coverages as (

    select
        'order' as part,
        order_id as part_id,
        revenue,
        cost,
        margin,
        cost_coverage
    from {{ ref('orders') }}

    union all

    select
        'customer' as part,
        customer_id as part_id,
        monetary as revenue,
        cost,
        margin,
        cost_coverage
    from {{ ref('customers') }}

    union all

    select
        'product' as part,
        product_id as part_id,
        revenue,
        cost,
        margin,
        cost_coverage
    from {{ ref('products') }}

)

select concat(
    marts.mart, ' has cost ', coalesce(cast(marts.cost as string), 'unknown'), ' and margin ',
    coalesce(cast(marts.margin as string), 'unknown'), '; ', scopes.scope, ' have ',
    coalesce(cast(scopes.cost as string), 'unknown'), ' and ',
    coalesce(cast(scopes.margin as string), 'unknown')
) as problem
from marts
inner join scopes
    on marts.scope = scopes.scope
where marts.cost is distinct from scopes.cost
    or marts.margin is distinct from scopes.margin

union all

select concat(
    part, ' ', part_id, ' has cost ', cost, ', margin ', margin, ' and cost_coverage ',
    cost_coverage, ' of revenue ', revenue
) as problem
from coverages
where abs(cost + margin - cost_coverage * revenue) > revenue * 0.000001
    or (cost is null) <> (margin is null)
    or (cost is null) <> (cost_coverage is null)
    or cost < 0
    or cost_coverage < 0
    or cost_coverage > 1

union all

select concat(
    'line ', order_line_id, ' has revenue ', revenue, ', cost ', cost, ', margin ', margin
) as problem
from lines
where revenue - cost <> margin
    or (cost is null) <> (margin is null)
    or cost is distinct from case
        when received_quantity > 0 then cast(unit_cost * quantity as decimal(28, 6))
    end

union all

select concat('the scopes have cost ', scopes.cost, ' and margin ', scopes.margin) as problem
from scopes
where scopes.cost + scopes.margin <> scopes.costed_revenue
