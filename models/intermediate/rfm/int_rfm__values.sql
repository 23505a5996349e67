-- Every distinct value of a metric as of a date, and how many customers have it.
{%- set metrics = {
    'recency': 'recency_days',
    'frequency': 'scored_frequency',
    'monetary': 'monetary',
} %}
{%- for metric, value in metrics.items() %}
select
    as_of_date,
    cast('{{ metric }}' as varchar) as metric,
    cast({{ value }} as decimal(18, 4)) as value,
    cast(count(*) as bigint) as customers
from {{ ref('int_rfm__metrics') }}
group by
    as_of_date,
    {{ value }}
{%- if not loop.last %}

union all
{% endif %}
{%- endfor %}
