-- K-Means on the logarithms of recency, frequency and monetary of Online Retail: each number of
-- clusters with its measures as scikit-learn has them, the elbow as kneed has it, and who is in the
-- four clusters. A failure means that features, scaling, fit or choice changed for every user.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': none,
    'recency_basis': 'date',
    'cluster_features': ['recency_days', 'frequency', 'monetary'],
    'cluster_scaler': 'log_standard',
    'cluster_count': 'auto',
    'cluster_count_min': 2,
    'cluster_count_max': 8,
    'random_seed': 42,
})) }}

{%- set measures = {
    2: ('0.4326', '0.891', 4380, '6474.1'),
    3: ('0.3364', '1.045', 3641, '4856.6'),
    4: ('0.3355', '1.016', 3346, '3924.5'),
    5: ('0.3182', '0.983', 3230, '3268.2'),
} %}

{#- From the largest down: customers, and the mean of their recency, frequency and monetary. #}
{%- set clusters = {
    1: (1579, 187.7, 1.33, 352),
    2: (1162, 69.1, 4.13, 1813),
    3: (877, 20.6, 2.05, 527),
    4: (720, 12.5, 13.66, 8037),
} %}
{%- set columns = ['customers', 'mean_recency_days', 'mean_frequency', 'mean_monetary'] %}

with by_size as (

    select
        *,
        row_number() over (
            order by customers desc nulls last, cluster_id asc nulls last
        ) as size_rank
    from {{ ref('clusters') }}

),

figures as (

    {% for count, (silhouette, davies_bouldin, calinski_harabasz, inertia) in measures.items() -%}
    {%- set of_count = "max(case when cluster_count = " ~ count ~ " then cast(" -%}
    {{ figures([
        ('silhouette of ' ~ count, of_count ~ 'silhouette as decimal(9, 4)) end)', silhouette),
        (
            'Davies-Bouldin of ' ~ count,
            of_count ~ 'davies_bouldin as decimal(9, 3)) end)',
            davies_bouldin,
        ),
        (
            'Calinski-Harabasz of ' ~ count,
            of_count ~ 'round(calinski_harabasz) as integer) end)',
            calinski_harabasz,
        ),
        ('inertia of ' ~ count, of_count ~ 'inertia as decimal(18, 1)) end)', inertia),
    ], from=ref('cluster_selection')) }}

    union all

    {% endfor -%}
    {{ figures([
        ('elbow', 'max(case when is_elbow then cluster_count end)', 4),
        ('selected', 'max(case when is_selected then cluster_count end)', 4),
    ], from=ref('cluster_selection')) }}

    {%- for rank, profile in clusters.items() -%}
    {%- for expected in profile %}
    {%- set name = columns[loop.index0] %}

    union all

    {# Within one in a hundred it is the figure. -#}
    {%- set is_near = 'abs(' ~ name ~ ' / ' ~ expected ~ ' - 1) <= 0.01' -%}
    {{ figures([(
        name ~ ' of the cluster that is ' ~ rank ~ ' by size',
        "max(case when size_rank = " ~ rank ~ " then case when " ~ is_near ~ " then '" ~ expected
        ~ "' else cast(" ~ name ~ " as varchar) end end)",
        expected,
    )], from='by_size') }}
    {%- endfor %}
    {%- endfor %}

)

{{ differences('figures') }}
