-- What is recommended today, and what would have been on an earlier date, so that the orders since
-- then show how good it is.
with today as (

    select as_of_date
    from {{ ref('int_rfm__dates') }}
    where is_current

)

select
    as_of_date,
    true as is_current
from today

union all

select
    {% if var('evaluation_split_date') -%}
    cast('{{ var("evaluation_split_date") }}' as date) as as_of_date,
    {%- else -%}
    cast(date_trunc('month', {{ add_days('as_of_date', -30) }}) as date) as as_of_date,
    {%- endif %}
    false as is_current
from today
