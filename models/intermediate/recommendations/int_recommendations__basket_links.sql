-- What leads from an item of a basket to an item to recommend, by the strategy that is chosen for
-- baskets. An item that is popular with every basket has no antecedent (0).
with chosen as (

    select * from {{ ref('int_recommendations__chosen') }}
    where task = 'hidden_item'
        and choice_rank = 1

),

links as (select * from {{ ref('int_recommendations__links') }}),

lists as (

    select * from {{ ref('int_recommendations__lists') }}
    where measure <> 'segment_favourites'

),

items as (select * from {{ ref('int_recommendations__items') }}),

rules as (

    select * from {{ ref('int_recommendations__rules') }}
    where is_current

),

withheld as (select * from {{ ref('int_recommendations__withheld') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

weighed as (

    select
        links.as_of_date,
        links.measure,
        links.antecedent_code,
        links.consequent_code,
        links.weight
    from links

    union all

    select
        lists.as_of_date,
        lists.measure,
        0 as antecedent_code,
        lists.item_code as consequent_code,
        1 / cast(lists.item_rank as double) as weight
    from lists

)

select
    weighed.antecedent_code,
    weighed.consequent_code,
    chosen.source,
    chosen.measure = 'ease' as is_summed,
    chosen.has_repeat_weight,
    weighed.weight * case when chosen.has_demand then items.demand else 1 end as weight,
    rules.lift,
    rules.confidence
from weighed
inner join dates
    on weighed.as_of_date = dates.as_of_date
inner join chosen
    on weighed.measure = chosen.measure
inner join items
    on weighed.as_of_date = items.as_of_date
    and weighed.consequent_code = items.item_code
left join rules
    on weighed.antecedent_code = rules.antecedent_code
    and weighed.consequent_code = rules.consequent_code
left join withheld
    on weighed.consequent_code = withheld.item_code
where withheld.item_code is null
