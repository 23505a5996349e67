-- The seven segments that a published pandas dashboard shows for Online Retail, from its own rules.
-- A failure means that the compatibility mode no longer reproduces it.
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

{%- set expected = {
    'champions': (957, 5791641),
    'loyal_customers': (1106, 1920975),
    'other': (1430, 818894),
    'potential_loyalists': (126, 127183),
    'hibernating': (553, 124458),
    'cant_lose': (25, 52907),
    'new_customers': (141, 51152),
} %}

with figures as (

    {% for segment_id, (customers, revenue) in expected.items() -%}
    {%- set of_segment = "max(case when segment_id = '" ~ segment_id ~ "' then " -%}
    {{ figures([
        (
            'customers of ' ~ segment_id,
            of_segment ~ 'customers end)',
            customers,
        ),
        (
            'revenue of ' ~ segment_id,
            of_segment ~ 'cast(round(revenue) as bigint) end)',
            revenue,
        ),
    ], from=ref('segments')) }}

    union all

    {% endfor -%}
    {{ figures([('segments', 'count(*)', 7)], from=ref('segments')) }}

)

{{ differences('figures') }}
