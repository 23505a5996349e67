-- The eleven segments of Online Retail under tie-safe scores. A failure means that scores, or the
-- segment map, changed for every user of the default method.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': none,
    'recency_basis': 'date',
    'rfm_method': 'percent_rank',
    'rfm_scores': 5,
    'segment_map': 'eleven_segments',
})) }}

{%- set customers = {
    'champions': 790,
    'loyal': 407,
    'potential_loyalist': 299,
    'new': 397,
    'promising': 239,
    'need_attention': 247,
    'about_to_sleep': 231,
    'at_risk': 359,
    'cant_lose': 125,
    'hibernating': 672,
    'lost': 572,
} %}

with figures as (

    {% for segment_id, expected in customers.items() -%}
    {{ figures([(
        segment_id,
        "sum(case when segment_id = '" ~ segment_id ~ "' then customers end)",
        expected,
    )], from=ref('segments')) }}

    union all

    {% endfor -%}
    {{ figures([('segments', 'count(*)', 11)], from=ref('segments')) }}

)

{{ differences('figures') }}
