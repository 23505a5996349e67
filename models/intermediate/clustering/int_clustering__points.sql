-- The scaled features of every customer as a list, in the order of the model.
with customers as (select * from {{ ref('int_clustering__features') }}),

centroids as (select * from {{ ref('py_clustering__centroids') }}),

model as (

    select {{ ordered_list(
        columns=['transform', 'centre', 'scale', 'fill'], order_by=['feature_order']
    ) }} as features
    from centroids
    group by cluster_id
    order by cluster_id asc nulls last
    limit 1

),

received as (

    select
        customer_id,
        {{ list_of(by_dataset('cluster_features')) }} as feature_values
    from customers

)

select
    received.customer_id,
    {{ zipped(
        'model.features', 'received.feature_values', scaled_feature('right_item', 'left_item')
    ) }} as scaled
from received
cross join model
