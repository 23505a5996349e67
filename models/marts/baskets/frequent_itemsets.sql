with itemsets as (select * from {{ ref('py_baskets__itemsets') }}),

size as (select * from {{ ref('int_baskets__size') }}),

dictionary as (select * from {{ ref('int_baskets__dictionary') }}),

named as (

    select
        {{ elements_at('dictionary.items', 'itemsets.item_codes') }} as items,
        {{ elements_at('dictionary.item_names', 'itemsets.item_codes') }} as item_names,
        {{ elements_at('dictionary.item_levels', 'itemsets.item_codes') }} as item_levels,
        itemsets.item_count,
        itemsets.orders,
        itemsets.orders / cast(size.orders as double) as support
    from itemsets
    cross join size
    cross join dictionary

)

select
    cast(substr(md5({{ items_text([('items', 'item_levels')]) }}), 1, 16) as string) as itemset_id,
    items,
    cast({{ joined_text('item_names') }} as string) as item_names,
    item_levels,
    cast(item_count as integer) as item_count,
    cast(orders as integer) as orders,
    support
from named
order by
    item_count asc,
    orders desc,
    items asc,
    item_levels desc
