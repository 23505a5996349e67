-- All splits of itemsets into antecedent and consequent. Most splits are below
-- basket_min_confidence, so they are left out early.
{% set whole = var('basket_max_items') %}
{% set most = whole - 1 %}

with itemsets as (select * from {{ ref('py_baskets__itemsets') }}),

coded as (

    select
        item_codes,
        item_count,
        orders,
        {{ code_columns('item_codes', 'code', whole, most) }}
    from itemsets

),

sides as (

    select
        {{ list_number('item_codes', most) }} as side_number,
        item_codes,
        orders
    from coded
    where item_count <= {{ most }}

),

split_itemsets as (

    select
        coded.item_count,
        coded.orders,
        {{ side_number('antecedent', 'coded.code', whole, most) }} as antecedent_number,
        {{ side_number('consequent', 'coded.code', whole, most) }} as consequent_number
    from coded
    inner join {{ splits_of(whole) }}
        on coded.item_count = splits.item_count

)

select
    antecedents.item_codes as antecedent_codes,
    consequents.item_codes as consequent_codes,
    split_itemsets.item_count,
    split_itemsets.orders,
    antecedents.orders as antecedent_orders,
    consequents.orders as consequent_orders
from split_itemsets
inner join sides as antecedents
    on split_itemsets.antecedent_number = antecedents.side_number
    and split_itemsets.orders >= antecedents.orders * {{ as_decimal(var('basket_min_confidence')) }}
inner join sides as consequents
    on split_itemsets.consequent_number = consequents.side_number
