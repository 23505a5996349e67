-- What a project does with clientele's tables: ref them.
select
    customer_id,
    customer_name,
    segment_name,
    monetary
from {{ ref('clientele', 'customers') }}
where segment_id = 'sleepers'
