{{ config(enabled=dataset() == 'customer_personality') }}

{%- set checks = {
    'income_missing': 'is_without_income',
    'income_impossible': 'has_impossible_income',
    'birth_year_impossible': 'has_impossible_birth_year',
    'marital_status_alone': 'is_alone',
    'marital_status_none': 'has_no_marital_status',
    'customer_copied': 'is_copy',
    'purchases_missing': 'is_without_purchases',
} %}

with customers as (select * from {{ ref('stg_customer_personality__judged') }})

{% for check, condition in checks.items() -%}
select
    '{{ check }}' as check_name,
    sum(case when {{ condition }} then 1 else 0 end) as found,
    count(*) as received,
    sum(case when {{ condition }} then monetary else 0 end) as revenue
from customers
{%- if not loop.last %}

union all

{% endif %}
{%- endfor %}
