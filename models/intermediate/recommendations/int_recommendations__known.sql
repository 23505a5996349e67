-- What is known of each case: the items that rules start from, and those never to be offered. In a
-- basket the customer's earlier purchases are neither, and only weigh more.
with cases as (

    select * from {{ ref('int_recommendations__cases') }}

),

histories as (

    select
        cases.case_id,
        lines.item_code,
        cases.task in ('today', 'next_basket') as is_evidence,
        cases.task in ('today', 'next_basket')
            and not {{ var('recommend_repeat_purchases') }} as is_barred,
        count(*) as times_bought
    from cases
    inner join {{ ref('int_recommendations__lines') }} as lines
        on cases.as_of_date = lines.as_of_date
        and cases.customer_id = lines.customer_id
    group by
        cases.case_id,
        cases.task,
        lines.item_code

),

baskets as (

    select
        cases.case_id,
        lines.item_code,
        true as is_evidence,
        true as is_barred
    from cases
    inner join {{ ref('int_evaluation__answers') }} as answers
        on answers.task = 'hidden_item'
        and cases.task in ('hidden_item', 'hidden_item_anonymous')
        and cases.case_name = answers.case_name
    inner join {{ ref('int_baskets__lines') }} as lines
        on answers.order_code = lines.order_code
        and answers.item_code != lines.item_code

)

select
    coalesce(baskets.case_id, histories.case_id) as case_id,
    coalesce(baskets.item_code, histories.item_code) as item_code,
    baskets.case_id is not null or histories.is_evidence as is_evidence,
    baskets.case_id is not null or histories.is_barred as is_barred,
    cast(coalesce(histories.times_bought, 0) as integer) as times_bought
from histories
full outer join baskets
    on histories.case_id = baskets.case_id
    and histories.item_code = baskets.item_code
