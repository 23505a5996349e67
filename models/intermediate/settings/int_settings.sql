-- The settings of Python models, checked and resolved for the dataset of this run.
{%- set features = by_dataset('cluster_features') | list %}
{%- set drift_features = features | select('in', snapshot_features()) | list %}
select
    cast('{{ var("language") }}' as string) as language,
    {{ text_list(features) }} as cluster_features,
    {{ text_list(drift_features or ['recency_days', 'frequency', 'monetary']) }} as drift_features,
    cast('{{ by_dataset("cluster_scaler") }}' as string) as cluster_scaler,
    cast(
        {{ 'null' if by_dataset('cluster_count') == 'auto' else by_dataset('cluster_count') }}
        as integer
    ) as cluster_count,
    cast({{ var('cluster_count_min') }} as integer) as cluster_count_min,
    cast({{ var('cluster_count_max') }} as integer) as cluster_count_max,
    cast({{ var('random_seed') }} as bigint) as random_seed,
    cast({{ var('retraining_threshold') }} as double) as retraining_threshold,
    cast('{{ var("basket_algorithm") }}' as string) as basket_algorithm,
    cast({{ var('basket_max_items') }} as integer) as basket_max_items,
    cast({{ var('basket_max_itemsets') }} as bigint) as basket_max_itemsets,
    cast({{ var('basket_min_support') }} as double) as basket_min_support,
    cast({{ var('ease_penalty') }} as double) as ease_penalty,
    cast({{ var('ease_items') }} as integer) as ease_items,
    cast({{ 2 * recommendation_depth() }} as integer) as recommendation_depth
