{{ config(parameters=['basket', 'n', 'customer := null']) }}

-- Items by the strategy that is chosen for baskets come first, then favourites.
with all_items as (select * from {{ ref('int_baskets__items').include(database=false) }}),

-- Products of not_recommended are not in it, and are not recommended either.
customer_purchases as (

    select * from {{ ref('customer_reorders').include(database=false) }}
    where customer_id = customer

),

links as (select * from {{ ref('int_recommendations__basket_links').include(database=false) }}),

segments as (

    select * from {{ ref('int_recommendations__segments').include(database=false) }}
    where is_current and customer_id = customer

),

favourites as (select * from {{ ref('int_recommendations__favourites').include(database=false) }}),

withheld as (select * from {{ ref('int_recommendations__withheld').include(database=false) }}),

words as (

    select * from {{ ref('recommendation_reasons').include(database=false) }}
    where audience = 'basket'
        and language = '{{ var("language") }}'

),

items as (

    select
        *,
        coalesce({{ has_element('basket', 'item') }}, false) as is_in_basket
    from all_items

),

led_to as (

    select
        links.*,
        antecedents.item as antecedent,
        antecedents.item_name as antecedent_name,
        row_number() over (
            partition by links.consequent_code
            order by links.weight desc nulls last, links.antecedent_code asc nulls last
        ) as link_rank,
        sum(cast(links.weight as decimal(18, 9))) over (partition by links.consequent_code)
            as total_weight
    from links
    left join items as antecedents
        on links.antecedent_code = antecedents.item_code
    where links.antecedent_code = 0
        or antecedents.is_in_basket

),

ranked as (

    select
        items.item,
        items.item_name,
        strongest.lift,
        strongest.confidence,
        coalesce(strongest.antecedent_name, strongest.antecedent, '') as reason,
        coalesce(strongest.source, 'segment') as source,
        row_number() over (
            order by
                case when strongest.is_summed then strongest.total_weight else strongest.weight end
                * case
                    when strongest.has_repeat_weight
                        then {{ repeat_weight('customer_purchases.times_bought') }}
                    else 1
                end desc nulls last,
                case when strongest.weight is not null then items.orders end desc nulls last,
                favourites.favourite_rank asc nulls last
        ) as recommendation_rank
    from favourites
    inner join items
        on favourites.item_code = items.item_code
    left join led_to as strongest
        on items.item_code = strongest.consequent_code
        and strongest.link_rank = 1
    left join customer_purchases
        on items.item = customer_purchases.product_id
    left join withheld
        on items.item_code = withheld.item_code
    where favourites.is_current
        and not items.is_in_basket
        and withheld.item_code is null
        and favourites.segment_id = coalesce((select max(segments.segment_id) from segments), '')

)

select
    cast(ranked.recommendation_rank as integer) as recommendation_rank,
    ranked.item as product_id,
    ranked.item_name as product_name,
    ranked.source,
    ranked.lift,
    ranked.confidence,
    {{ because('ranked.reason') }} as because
from ranked
inner join words
    on ranked.source = words.source
-- n is the parameter.
where ranked.recommendation_rank <= n  -- noqa: RF02
order by ranked.recommendation_rank
