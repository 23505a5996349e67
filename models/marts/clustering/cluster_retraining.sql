select
    cast(advice as varchar) as advice,
    cast(weeks as integer) as weeks,
    cast(threshold as double) as threshold,
    cast({{ label('explanation') }} as varchar) as explanation
from {{ ref('py_cluster_advice') }}
where exists (select 1 from {{ ref('int_clustering__assigned') }})
