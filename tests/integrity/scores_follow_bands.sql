-- The published thresholds give the published scores: whoever scores a new customer with
-- rfm_score_bands gets what customers says of an equal one.
{%- set metrics = {'recency': ('r_score', 'recency_days'), 'monetary': ('m_score', 'monetary')} -%}
{%- if var('rfm_method') != 'first_come' -%}
    {%- do metrics.update({'frequency': ('f_score', 'frequency')}) -%}
{%- endif %}
{% for metric, (score, value) in metrics.items() -%}
select concat(
    'customer ', customers.customer_id, ' has {{ score }} ', customers.{{ score }},
    ', the bands of {{ metric }} give ', coalesce(cast(bands.score as varchar), 'none')
) as problem
from {{ ref('customers') }} as customers
left join {{ ref('rfm_score_bands') }} as bands
    on bands.metric = '{{ metric }}'
    and coalesce(customers.{{ value }} > bands.lower_bound, true)
    and coalesce(customers.{{ value }} <= bands.upper_bound, true)
where bands.score is distinct from customers.{{ score }}
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
