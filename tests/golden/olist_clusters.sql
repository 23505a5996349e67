-- The clusters of Olist's customers with the default vars, as analyses/peer_b_clusters.md states
-- them. Sizes may differ by 1 %: other releases of scikit-learn end at other borders.
{{ config(enabled=holds_under('olist', {
    'as_of_date': none,
    'excluded_products': none,
    'cluster_features': ['recency_days', 'frequency', 'monetary'],
    'cluster_scaler': 'log_standard',
    'cluster_count': 'auto',
    'cluster_count_min': 2,
    'cluster_count_max': 8,
    'random_seed': 42,
})) }}

{%- set expected = [
    (1, 32052, 281.8, 1.00, 299.55),
    (2, 2888, 227.4, 2.11, 308.36),
    (3, 17972, 52.4, 1.00, 132.13),
    (4, 42077, 298.9, 1.00, 68.28),
] %}

with expected as (

    {% for cluster_id, customers, recency_days, frequency, monetary in expected -%}
    select
        {{ cluster_id }} as cluster_id,
        {{ customers }} as customers,
        {{ recency_days }} as recency_days,
        {{ frequency }} as frequency,
        {{ monetary }} as monetary
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select concat(
    'cluster ', coalesce(clusters.cluster_id, expected.cluster_id), ' has ', clusters.customers,
    ' customers of ', clusters.mean_recency_days, ' days, ', clusters.mean_frequency, ' orders, ',
    clusters.mean_monetary, ' BRL and stability ', clusters.stability, ', not ',
    expected.customers, ' of ', expected.recency_days, ' days, ', expected.frequency,
    ' orders, ', expected.monetary, ' BRL and stability .9 or more'
) as problem
from {{ ref('clusters') }} as clusters
full outer join expected
    on clusters.cluster_id = expected.cluster_id
where clusters.cluster_id is null
    or expected.cluster_id is null
    or abs(clusters.customers - expected.customers) > 0.01 * expected.customers
    or abs(clusters.mean_recency_days - expected.recency_days) > 0.01 * expected.recency_days
    or abs(clusters.mean_frequency - expected.frequency) > 0.01 * expected.frequency
    or abs(clusters.mean_monetary - expected.monetary) > 0.01 * expected.monetary
    or clusters.stability < 0.9
