-- Every customer on the two principal components of the scaled features.
{%- set features = by_dataset('cluster_features') %}
with customers as (

    select * from {{ ref('int_clustering__features') }}

),

model as (

    select
        centroids.feature,
        centroids.transform,
        centroids.centre,
        centroids.scale,
        centroids.fill,
        loadings.scaled_mean,
        loadings.pca_1_loading,
        loadings.pca_2_loading
    from {{ ref('py_cluster_centroids') }} as centroids
    inner join {{ ref('py_cluster_features') }} as loadings
        on centroids.feature = loadings.feature
    where centroids.cluster_id = (
        select min(others.cluster_id) from {{ ref('py_cluster_centroids') }} as others
    )

)

select
    customers.customer_id
    {%- for component in ['pca_1', 'pca_2'] %},
    cast(
        {%- for feature in features %}
        {{ '+ ' if not loop.first }}(
            {{ scaled_feature('customers.' ~ feature, 'model_' ~ feature) }}
            - model_{{ feature }}.scaled_mean
        ) * model_{{ feature }}.{{ component }}_loading
        {%- endfor %}
        as double
    ) as {{ component }}
    {%- endfor %}
from customers
{%- for feature in features %}
inner join model as model_{{ feature }}
    on model_{{ feature }}.feature = '{{ feature }}'
{%- endfor %}
