-- The position of every customer on the two principal components of the scaled features.
with points as (select * from {{ ref('int_clustering__points') }}),

importance as (select * from {{ ref('py_clustering__importance') }}),

loadings as (

    select {{ ordered_list(
        columns=['scaled_mean', 'pca_1_loading', 'pca_2_loading'], order_by=['feature_order']
    ) }} as features
    from importance

)

select
    points.customer_id
    {%- for component in ['pca_1', 'pca_2'] %},
    cast({{ list_total(zipped(
        'points.scaled',
        'loadings.features',
        '(left_item - right_item.scaled_mean) * right_item.' ~ component ~ '_loading',
    )) }} as double) as {{ component }}
    {%- endfor %}
from points
cross join loadings
