-- A basket is completed twice: for its customer, and as if nobody knew whose it is.
select distinct
    task,
    case_name,
    as_of_date,
    customer_id,
    order_code
from {{ ref('int_evaluation__answers') }}

union all

select
    'hidden_item_anonymous' as task,
    case_name,
    as_of_date,
    null as customer_id,
    order_code
from {{ ref('int_evaluation__answers') }}
where task = 'hidden_item'
