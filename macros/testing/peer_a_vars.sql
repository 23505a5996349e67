{# The vars under which a published pandas dashboard of Online Retail is reproduced. #}
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
