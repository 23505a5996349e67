-- The edges of that dashboard's recency and monetary scores (pandas.qcut in five).
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

{%- set expected = {
    'recency': {5: '13.400000', 4: '33.000000', 3: '72.000000', 2: '179.000000'},
    'monetary': {1: '249.344000', 2: '487.412000', 3: '933.348000', 4: '2055.050000'},
} %}

with figures as (

    {% for metric, edges in expected.items() -%}
    {% set outer = loop -%}
    {% for score, edge in edges.items() -%}
    {{ figures([(
        metric ~ ' ' ~ score,
        "max(case when metric = '" ~ metric ~ "' and score = " ~ score ~ " then upper_bound end)",
        edge,
    )], from=ref('rfm_score_bands')) }}
    {%- if not (loop.last and outer.last) %}

    union all

    {% endif %}
    {%- endfor %}
    {%- endfor %}

)

{{ differences('figures') }}
