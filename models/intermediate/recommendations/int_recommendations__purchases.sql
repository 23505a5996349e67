{{ config(materialized='view') }}

-- What each customer bought before each date. A view, so that a purchase is stored once and not per
-- date.
with bought as (select * from {{ ref('int_recommendations__bought') }}),

dates as (select * from {{ ref('int_rfm__spine') }})

{% for use, condition in {
    'current': 'dates.is_current',
    'split': 'dates.is_split and not dates.is_current',
    'choice': 'dates.is_choice and not dates.is_current',
}.items() -%}
select
    dates.as_of_date,
    dates.is_current,
    bought.customer_id,
    bought.item_code,
    bought.{{ use }}_times as times_bought,
    bought.{{ use }}_decayed as decayed_times
from bought
inner join dates
    on {{ condition }}
    and bought.{{ use }}_times > 0
{% if not loop.last %}
union all

{% endif %}
{%- endfor %}
