-- A score depends on the value alone. A failure means that equal customers get different scores by
-- chance. Only the compatibility method `first_come` does this, for frequency.
{%- set metrics = {'r_score': 'recency_days', 'm_score': 'monetary'} -%}
{%- if var('rfm_method') != 'first_come' -%}
    {%- do metrics.update({'f_score': 'frequency'}) -%}
{%- endif %}
{% for score, metric in metrics.items() -%}
select concat('{{ metric }} ', {{ metric }}, ' has several values of {{ score }}') as problem
from {{ ref('customers') }}
group by {{ metric }}
having count(distinct {{ score }}) > 1
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
