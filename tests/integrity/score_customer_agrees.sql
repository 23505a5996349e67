-- Scoring a customer by the public function gives what customers says of them. A failure means
-- that the published thresholds are not the ones that the scores were made with. Under
-- `first_come` no function of the value can tell the frequency score, so that it is not compared.
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
