{% set received = adapter_relation('findings') -%}
{%- if received is not none -%}

with received as (

    select * from {{ received }}

)

select
    cast(check_name as string) as check_name,
    cast(found as bigint) as found,
    cast(received as bigint) as received,
    cast(revenue as decimal(28, 6)) as revenue
from received

{%- else -%}

{{ empty_relation({
    'check_name': 'string',
    'found': 'bigint',
    'received': 'bigint',
    'revenue': 'decimal(28, 6)',
}) }}

{%- endif %}
