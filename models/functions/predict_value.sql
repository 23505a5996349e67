{% set parameters = ['recency_days', 'frequency', 'tenure_days', 'monetary'] -%}
{{ config(parameters=parameters) }}

with models as (

    select * from {{ ref('int_value__models').include(database=false) }}
    where is_current

),

-- The parameters are inserted as written, so nothing else may be in scope here.
received as (

    select
        cast(frequency as integer) as orders,
        cast(frequency as integer) - 1 as repeat_orders,
        cast(tenure_days - recency_days as double) / {{ value_unit_days() }} as recency,
        cast(greatest(tenure_days - 1, 0) as double) / {{ value_unit_days() }} as tenure,
        cast(monetary as double) as revenue

),

shares as (

    select
        models.*,
        received.orders,
        received.repeat_orders,
        received.recency,
        received.tenure,
        received.revenue,
        {{ horizon_share('models', 'received') }} as share
    from received
    cross join models

),

prepared as (

    select
        *,
        {{ series_terms('share') }} as terms
    from shares

),

scored as (

    select
        withheld_reason,
        is_dropout_identified,
        {{ chance_alive('prepared', 'prepared') }} as chance_alive,
        {{ orders_if_alive('prepared') }} as orders_if_alive,
        {{ expected_order_value('prepared', 'prepared.orders', 'prepared.revenue') }}
            as order_value
    from prepared

)

select
    case when withheld_reason is null then chance_alive * orders_if_alive end as expected_orders,
    case
        when withheld_reason is null
            then cast(chance_alive * orders_if_alive * order_value as decimal(28, 6))
    end as expected_revenue,
    case when withheld_reason is null and is_dropout_identified then chance_alive end
        as probability_alive,
    cast(withheld_reason as string) as withheld_reason,
    cast(
        coalesce(
            withheld_reason, case when not is_dropout_identified then 'dropout_not_identified' end
        ) as string
    ) as alive_reason
from scored
