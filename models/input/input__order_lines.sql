{{ incremental_by_order('changed') }}

{% set received = received_lines() -%}
{%- if received is not none -%}

with received as (select * from {{ received }}),

merged as (select * from {{ ref('input__customer_merges') }}),

-- An increment reads the lines of changed orders only, before it computes anything from them.
chosen as (

    select * from received
    where {{ is_of_changed_order(
        'order_id' if has_lines_without_ids() else trimmed('cast(order_id as string)')
    ) }}

),

identified as (

    select
        *,
        {%- if has_lines_without_ids() %}
        -- Lines of guests cannot be grouped, so each line without an order is an order.
        coalesce(
            order_id, 'guest-' || order_line_id, {{ line_id("'guest'", line_content()) }}
        ) as completed_order_id
        {%- else %}
        order_id as completed_order_id
        {%- endif %}
    from chosen

)

select
    {%- if has_lines_without_ids() %}
    coalesce(
        received.order_line_id,
        {{ line_id('completed_order_id', line_content('received')) }}
    ) as order_line_id,
    {%- else %}
    nullif({{ trimmed('cast(received.order_line_id as string)') }}, '') as order_line_id,
    {%- endif %}
    nullif({{ trimmed('cast(received.completed_order_id as string)') }}, '') as order_id,
    coalesce(merged.merged_into, nullif({{ trimmed('cast(received.customer_id as string)') }}, ''))
        as customer_id,
    nullif({{ trimmed('cast(received.product_id as string)') }}, '') as product_id,
    cast(received.product_name as string) as product_name,
    cast(received.category as string) as category,
    cast(received.channel as string) as channel,
    cast(received.country as string) as country,
    cast(received.ordered_at as timestamp) as ordered_at,
    cast(received.quantity as decimal(18, 6)) as quantity,
    cast(received.amount as decimal(28, 6)) as amount,
    cast(received.refunded_amount as decimal(28, 6)) as refunded_amount,
    cast(received.discount_amount as decimal(28, 6)) as discount_amount,
    cast({{ tidy('upper(cast(received.currency as string))') }} as string) as currency,
    cast(received.unit_cost as decimal(28, 6)) as unit_cost,
    coalesce(cast(received.is_cancelled as boolean), false) as is_cancelled
from identified as received
left join merged
    on {{ trimmed('cast(received.customer_id as string)') }} = merged.customer_id

{%- else -%}

{{ empty_relation({
    'order_line_id': 'string',
    'order_id': 'string',
    'customer_id': 'string',
    'product_id': 'string',
    'product_name': 'string',
    'category': 'string',
    'channel': 'string',
    'country': 'string',
    'ordered_at': 'timestamp',
    'quantity': 'decimal(18, 6)',
    'amount': 'decimal(28, 6)',
    'refunded_amount': 'decimal(28, 6)',
    'discount_amount': 'decimal(28, 6)',
    'currency': 'string',
    'unit_cost': 'decimal(28, 6)',
    'is_cancelled': 'boolean',
}) }}

{%- endif %}
