-- The five clusters of Customer Personality, who is in them, and what each measure makes of five:
-- the elbow is at 4, and silhouette, Davies-Bouldin and Calinski-Harabasz are best at 2. A failure
-- means that features, scaling or fit changed, or that the docs no longer tell the truth of five.
{{ config(enabled=holds_under('customer_personality', {
    'as_of_date': none,
    'cluster_features': [
        'income', 'category_spend_wines', 'category_spend_fruits', 'category_spend_meat',
        'category_spend_fish', 'category_spend_sweets', 'category_spend_gold', 'recency_days',
        'frequency', 'channel_orders_web', 'channel_orders_catalogue', 'channel_orders_store',
        'tenure_days',
    ],
    'cluster_scaler': 'standard',
    'cluster_count': 5,
    'cluster_count_min': 2,
    'cluster_count_max': 8,
    'random_seed': 42,
})) }}

{%- set measures = {
    2: ('0.369', '1.188', 1409, '17868.5'),
    3: ('0.278', '1.730', 978, '15533.4'),
    4: ('0.237', '2.090', 743, '14581.5'),
    5: ('0.152', '2.119', 620, '13804.1'),
    6: ('0.148', '2.092', 539, '13195.2'),
} %}

{#- Customers, and the mean of income, recency, frequency and monetary. #}
{%- set clusters = {
    'premium_gourmets': (303, 73201, 48.6, 19.5, 1328.1),
    'premium_wine_and_meat': (347, 76058, 52.3, 20.7, 1406.8),
    'loyal_multichannel': (524, 57537, 46.5, 16.6, 684.3),
    'occasional_recent': (535, 34673, 24.3, 5.7, 91.7),
    'occasional_quiet': (531, 35888, 75.0, 6.2, 110.7),
} %}
{%- set columns = [
    'customers', 'mean_income', 'mean_recency_days', 'mean_frequency', 'mean_monetary',
] %}

with figures as (

    {% for count, (silhouette, davies_bouldin, calinski_harabasz, inertia) in measures.items() -%}
    {%- set of_count = "max(case when cluster_count = " ~ count ~ " then cast(" -%}
    {{ figures([
        ('silhouette of ' ~ count, of_count ~ 'silhouette as decimal(9, 3)) end)', silhouette),
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
        ('best silhouette', 'arg_max(cluster_count, silhouette)', 2),
        ('best Davies-Bouldin', 'arg_min(cluster_count, davies_bouldin)', 2),
        ('best Calinski-Harabasz', 'arg_max(cluster_count, calinski_harabasz)', 2),
        ('selected', 'max(case when is_selected then cluster_count end)', 5),
    ], from=ref('cluster_selection')) }}

    {%- for archetype, profile in clusters.items() -%}
    {%- for expected in profile %}
    {%- set name = columns[loop.index0] %}

    union all

    {# Within one in a hundred it is the figure. -#}
    {%- set is_near = 'abs(' ~ name ~ ' / ' ~ expected ~ ' - 1) <= 0.01' -%}
    {{ figures([(
        name ~ ' of ' ~ archetype,
        "max(case when archetype_id = '" ~ archetype ~ "' then case when " ~ is_near ~ " then '"
        ~ expected ~ "' else cast(" ~ name ~ " as varchar) end end)",
        expected,
    )], from=ref('clusters')) }}
    {%- endfor %}
    {%- endfor %}

    union all

    {{ figures([
        (
            'share of two components',
            'cast(max(pca_1_explained_share + pca_2_explained_share) as decimal(9, 2))',
            '0.58',
        ),
    ], from=ref('cluster_features')) }}

    union all

    {{ figures([
        ('on two components', 'count(pca_1 + pca_2)', 2240),
    ], from=ref('customer_clusters')) }}

)

{{ differences('figures') }}
