-- Customer 12346 bought for 77,183.60 and cancelled all of it 16 minutes later. Netted, that is
-- nobody; only where cancellations are merely dropped does a top customer appear who owes nothing.
{{ config(enabled=holds_under('online_retail')) }}

with customer as (

    select
        count(*) as customers,
        coalesce(max(monetary), 0) as monetary
    from {{ ref('customers') }}
    where customer_id = '12346'

),

figures as (

    {% if var('cancellations') == 'net' -%}
    {{ figures([
        ('customers', 'customers', 0),
        ('monetary', 'monetary', '0.0000'),
    ], from='customer') }}
    {%- else -%}
    {{ figures([
        ('customers', 'customers', 1),
        ('monetary', 'monetary', '77183.6000'),
    ], from='customer') }}
    {%- endif %}

)

{{ differences('figures') }}
