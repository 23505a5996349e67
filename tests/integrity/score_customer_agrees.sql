{{ config(enabled=target.type == 'duckdb') }}

-- score_customer gives every customer the scores in customers. A failure means that the published
-- bands are not those of the scores. Under `first_come`, frequency scores do not depend on the
-- value alone, so they are not compared.
{%- set compared = ['r_score', 'm_score'] -%}
{%- if var('rfm_method') != 'first_come' -%}
    {%- do compared.extend(['f_score', 'rfm_cell', 'segment_id']) -%}
{%- endif %}

with scored as (

    select
        customers.customer_id,
        scores.*
    from {{ ref('customers') }} as customers
    cross join lateral {{ ref('score_customer').include(database=false) }}(
        customers.recency_days, customers.frequency, customers.monetary
    ) as scores

)

select concat(
    'customer ', customers.customer_id, ' is ', customers.rfm_cell, ' ', customers.segment_id,
    ', score_customer gives ', coalesce(concat(scored.rfm_cell, ' ', scored.segment_id), 'no row')
) as problem
from {{ ref('customers') }} as customers
left join scored
    on customers.customer_id = scored.customer_id
where
    {%- for column in compared %}
    {{ 'or ' if not loop.first }}customers.{{ column }} is distinct from scored.{{ column }}
    {%- endfor %}
