-- Only what is confident enough goes on: most ways to part a set are not.
with itemsets as (

    select * from {{ ref('int_itemsets') }}

),

parted as (

    select
        itemsets.item_codes,
        itemsets.item_count,
        itemsets.orders,
        {{ elements_at('itemsets.item_codes', 'splits.antecedent_places') }} as antecedent_codes,
        {{ elements_at('itemsets.item_codes', 'splits.consequent_places') }} as consequent_codes
    from itemsets
    inner join {{ splits_of(var('basket_max_items')) }}
        on itemsets.item_count = splits.item_count

)

select
    parted.antecedent_codes,
    parted.consequent_codes,
    parted.item_count,
    parted.orders,
    antecedents.orders as antecedent_orders,
    consequents.orders as consequent_orders
from parted
inner join itemsets as antecedents
    on parted.antecedent_codes = antecedents.item_codes
    and parted.orders >= antecedents.orders * {{ as_decimal(var('basket_min_confidence')) }}
inner join itemsets as consequents
    on parted.consequent_codes = consequents.item_codes
