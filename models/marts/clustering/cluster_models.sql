{{ config(
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='fail',
    post_hook="{{ mark_current_model(this) }}",
) }}

with model as (

    select * from {{ ref('int_clustering__model') }}
    {%- if is_incremental() %}
    where model_id not in (select model_id from {{ this }})
    {%- endif %}

)

select
    model_id,
    fitted_at,
    as_of_date,
    dataset,
    features,
    parameters,
    cluster_count,
    inertia,
    silhouette,
    davies_bouldin,
    calinski_harabasz,
    cast(library_versions as string) as library_versions,
    true as is_current
from model
