-- An itemset is in at most as many orders as each of its subsets, and all its subsets exist. A
-- failure means that itemsets were lost, or counted on other orders than their items.
select concat(
    'itemset ', cast(sets.item_codes as string), ' is in ', sets.orders, ' orders, its part ',
    cast({{ elements_at('sets.item_codes', 'splits.antecedent_positions') }} as string), ' in ',
    coalesce(cast(parts.orders as string), 'none')
) as problem
from {{ ref('py_baskets__itemsets') }} as sets
inner join {{ splits_of(var('basket_max_items')) }}
    on sets.item_count = splits.item_count
left join {{ ref('py_baskets__itemsets') }} as parts
    on {{ elements_at('sets.item_codes', 'splits.antecedent_positions') }} = parts.item_codes
where sets.orders > coalesce(parts.orders, 0)
