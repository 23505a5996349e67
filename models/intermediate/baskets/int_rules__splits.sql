-- Only what is confident enough goes on: most ways to part a set are not.
{% set whole = var('basket_max_items') %}
{% set most = whole - 1 %}

with itemsets as (

    select
        item_codes,
        item_count,
        orders,
        {{ code_columns('item_codes', 'code', whole, most) }}
    from {{ ref('int_itemsets') }}

),

sides as (

    select
        {{ list_number('item_codes', most) }} as side_number,
        item_codes,
        orders
    from itemsets
    where item_count <= {{ most }}

),

parted as (

    select
        itemsets.item_count,
        itemsets.orders,
        {{ part_number('antecedent', 'itemsets.code', whole, most) }} as antecedent_number,
        {{ part_number('consequent', 'itemsets.code', whole, most) }} as consequent_number
    from itemsets
    inner join {{ splits_of(whole) }}
        on itemsets.item_count = splits.item_count

)

select
    antecedents.item_codes as antecedent_codes,
    consequents.item_codes as consequent_codes,
    parted.item_count,
    parted.orders,
    antecedents.orders as antecedent_orders,
    consequents.orders as consequent_orders
from parted
inner join sides as antecedents
    on parted.antecedent_number = antecedents.side_number
    and parted.orders >= antecedents.orders * {{ as_decimal(var('basket_min_confidence')) }}
inner join sides as consequents
    on parted.consequent_number = consequents.side_number
