-- Key figures of a published dashboard of Online Retail, compared with those of this build. With
-- the vars of tests/golden/peer_a_kpis.sql, they are equal. With the default vars, cancellations
-- are netted, postage is not a product, and ties are not split.
{{ config(enabled=dataset() == 'online_retail') }}

with ours as (

    select
        kpis.*,
        customers.monetary as cancelled_monetary
    from {{ ref('kpis') }} as kpis
    left join {{ ref('customers') }} as customers
        on customers.customer_id = '12346'

),

figures as (

    {%- for name, published, expression in [
        ('revenue', 8887209, 'revenue'),
        ('average order value', 479.56, 'average_order_value'),
        ('revenue per customer', 2048.69, 'revenue_per_customer'),
        ('customers who make 80 % of revenue', 1129, 'pareto_customers'),
        ('active customers', 2889, 'active_customers'),
        ('high-value customers at risk', 52, 'high_value_at_risk_customers'),
        ('their revenue', 305088, 'high_value_at_risk_revenue'),
        ('opportunities', 147, 'opportunity_customers'),
        ('share of the leading segment, %', 65.2, '100 * leading_segment_revenue_share'),
        ('spent by customer 12346, who cancelled all of it', 77183.60, 'cancelled_monetary'),
    ] %}
    select
        {{ loop.index }} as place,
        '{{ name }}' as figure,
        cast({{ published }} as decimal(18, 2)) as published,
        cast(coalesce({{ expression }}, 0) as decimal(18, 2)) as ours
    from ours
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}

)

select
    figure,
    published,
    ours,
    cast(ours - published as decimal(18, 2)) as difference
from figures
order by place
