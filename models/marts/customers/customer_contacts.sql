-- Only the columns that a marketer may take to another tool.
{%- set given = extension_columns(ref('int_customers__profile')) %}
with customers as (select * from {{ ref('customers') }}),

profile as (select * from {{ ref('int_customers__profile') }})

select
    customers.customer_id,
    customers.customer_name,
    cast({{ 'profile.x_email' if 'x_email' in given else 'null' }} as string) as email,
    cast({{ 'profile.x_consent' if 'x_consent' in given else 'null' }} as string) as consent,
    customers.country,
    customers.segment_id,
    customers.segment_name,
    customers.cluster_id,
    customers.cluster_name,
    customers.monetary,
    customers.recency_days,
    customers.chance_to_return,
    customers.is_active,
    customers.is_high_value_at_risk,
    customers.is_opportunity
from customers
inner join profile
    on customers.customer_id = profile.customer_id
order by
    customers.revenue_rank,
    customers.customer_id
