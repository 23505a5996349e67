-- A set is never in more orders than any of its subsets, which are all there. A failure means that
-- sets were lost on the way, or counted on other orders than their items.
select concat(
    'itemset ', cast(sets.item_codes as varchar), ' is in ', sets.orders, ' orders, its part ',
    cast({{ elements_at('sets.item_codes', 'splits.antecedent_places') }} as varchar), ' in ',
    coalesce(cast(parts.orders as varchar), 'none')
) as problem
from {{ ref('int_itemsets') }} as sets
inner join {{ splits_of(var('basket_max_items')) }}
    on sets.item_count = splits.item_count
left join {{ ref('int_itemsets') }} as parts
    on {{ elements_at('sets.item_codes', 'splits.antecedent_places') }} = parts.item_codes
where sets.orders > coalesce(parts.orders, 0)
