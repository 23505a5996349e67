-- Each rule is one way to divide an itemset in two. An offer needs the itemset once.
with rules as (

    select * from {{ ref('association_rules') }}
    where is_significant

),

itemsets as (select * from {{ ref('frequent_itemsets') }}),

bundles as (

    select
        {{ merged_list(
            labelled_items('antecedents', 'antecedent_levels'),
            labelled_items('consequents', 'consequent_levels'),
        ) }} as labelled_items,
        count(*) as rules,
        max(confidence) as highest_confidence,
        max(lift) as highest_lift,
        min(rule_rank) as best_rule_rank
    from rules
    group by {{ merged_list(
        labelled_items('antecedents', 'antecedent_levels'),
        labelled_items('consequents', 'consequent_levels'),
    ) }}

)

select
    itemsets.itemset_id,
    itemsets.items,
    itemsets.item_names,
    itemsets.item_levels,
    itemsets.item_count,
    itemsets.orders,
    itemsets.support,
    cast(bundles.rules as integer) as rules,
    bundles.highest_confidence,
    bundles.highest_lift,
    cast(row_number() over (order by bundles.best_rule_rank asc nulls last) as integer)
        as bundle_rank
from bundles
inner join itemsets
    on bundles.labelled_items = {{ merged_list(
        labelled_items('itemsets.items', 'itemsets.item_levels'), list_of([])
    ) }}
order by bundle_rank
