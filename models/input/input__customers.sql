{% set received = adapter_relation('customers') -%}
{%- set register = ref_by_var('customers_model') if var('customers_model') else received %}
{%- if received is not none -%}

with received as (select * from {{ received }}),

merged as (select * from {{ ref('input__customer_merges') }}),

cleaned as (

    select
        *,
        nullif({{ trimmed('cast(customer_id as string)') }}, '') as own_id
    from received

),

-- If other customers are merged into an id without a register row, the first of these customers
-- provides the row.
heirs as (

    select
        merged.merged_into,
        min(merged.customer_id) as customer_id
    from merged
    inner join cleaned
        on merged.customer_id = cleaned.own_id
    where not exists (
        select 1 from cleaned as kept
        where kept.own_id = merged.merged_into
    )
    group by merged.merged_into

)

select
    coalesce(heirs.merged_into, cleaned.own_id) as customer_id,
    cast(cleaned.customer_name as string) as customer_name,
    cast(cleaned.country as string) as country,
    cast(cleaned.city as string) as city,
    cast(cleaned.income as decimal(18, 2)) as income,
    cast(cleaned.birth_year as integer) as birth_year,
    cast(cleaned.joined_date as date) as joined_date
    {%- for column in extension_columns(register) %},
    cleaned.{{ column }}
    {%- endfor %}
from cleaned
left join merged
    on cleaned.own_id = merged.customer_id
left join heirs
    on cleaned.own_id = heirs.customer_id
where merged.customer_id is null
    or heirs.customer_id is not null

{%- else -%}

{{ empty_relation({
    'customer_id': 'string',
    'customer_name': 'string',
    'country': 'string',
    'city': 'string',
    'income': 'decimal(18, 2)',
    'birth_year': 'integer',
    'joined_date': 'date',
}) }}

{%- endif %}
