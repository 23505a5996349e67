{# The vars that reproduce a published pandas dashboard of Online Retail. #}
{% macro peer_a_vars() %}
    {%- do return({
        'cancellations': 'drop',
        'deduplicate': true,
        'excluded_products': [],
        'guest_orders': 'exclude',
        'as_of_date': none,
        'recency_basis': 'elapsed',
        'rfm_method': 'first_come',
        'rfm_scores': 5,
        'segment_map': 'seven_segments',
    }) -%}
{% endmacro %}
