-- The oddities of Customer Personality's customers are reported, and every customer is kept. A
-- failure means that an oddity is not reported, or that a customer is left out because of it.
{{ config(enabled=holds_under('customer_personality')) }}

with data_quality as (

    select * from {{ ref('data_quality') }}

),

actual as (

    select
        check_name,
        lines,
        revenue,
        rejected_lines,
        treatment is not null as has_words
    from data_quality

)

{{ differences('customer_personality_quality', 'actual', key=['check_name']) }}
