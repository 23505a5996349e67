-- Only what is confident enough goes on: most ways to part a set are not.
{% set most = var('basket_max_items') - 1 %}

with itemsets as (

    select * from {{ ref('int_itemsets') }}

),

sides as (

    select
        {{ list_number('item_codes', most) }} as side_number,
        orders
    from itemsets
    where item_count <= {{ most }}

),

parted as (

    select
        itemsets.item_codes,
        itemsets.item_count,
        itemsets.orders,
        splits.antecedent_places,
        splits.consequent_places,
        {{ list_number('itemsets.item_codes', most, 'splits.antecedent_places') }}
            as antecedent_number,
        {{ list_number('itemsets.item_codes', most, 'splits.consequent_places') }}
            as consequent_number
    from itemsets
    inner join {{ splits_of(var('basket_max_items')) }}
        on itemsets.item_count = splits.item_count

)

select
    {{ elements_at('parted.item_codes', 'parted.antecedent_places') }} as antecedent_codes,
    {{ elements_at('parted.item_codes', 'parted.consequent_places') }} as consequent_codes,
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
