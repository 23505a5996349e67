-- What is odd about the customers of Customer Personality, and that each of them is kept. A failure
-- means that an oddity goes unsaid, or that somebody is left out for it.
{{ config(enabled=holds_under('customer_personality')) }}

{%- set found = {
    'income_missing': (24, '11709.0000'),
    'income_impossible': (1, '62.0000'),
    'birth_year_impossible': (3, '1940.0000'),
    'marital_status_alone': (3, '770.0000'),
    'marital_status_none': (4, '3233.0000'),
    'customer_copied': (182, '109345.0000'),
    'purchases_missing': (6, '42.0000'),
} %}

with figures as (

    {% for check, (customers, revenue) in found.items() -%}
    {{ figures([
        (check, "max(case when check_name = '" ~ check ~ "' then lines end)", customers),
        (
            'spend of ' ~ check,
            "max(case when check_name = '" ~ check ~ "' then revenue end)",
            revenue,
        ),
    ], from=ref('data_quality')) }}

    union all

    {% endfor -%}
    {{ figures([
        ('checks', 'count(*)', found | length),
        ('checks without words', 'sum(case when treatment is null then 1 else 0 end)', 0),
        ('customers refused', 'sum(rejected_lines)', 0),
    ], from=ref('data_quality')) }}

)

{{ differences('figures') }}
