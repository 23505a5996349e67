-- Where do customers complain? The five zip prefixes of sellers with the worst mean review, among
-- prefixes with more than 30 reviews in the last twelve months. The peer joins reviews to items, so
-- the review of an order counts once per item. `score_by_item` and `rank_by_item` reproduce this.
-- `score` and `rank` count each review once per prefix, because a complaint about a large order is
-- one complaint. The five prefixes are the same, with scores of 2.333 to 3.062 instead of 2.199 to
-- 2.813.
{{ config(enabled=dataset() == 'olist') }}

with reviews as (

    select * from {{ ref('stg_olist__reviews') }}

),

period as (

    select {{ add_months('max(asked_at)', -12) }} as starts_at
    from reviews

),

reviewed_items as (

    select
        sellers.zip_code_prefix,
        reviews.review_id,
        reviews.order_id,
        reviews.score
    from reviews
    cross join period
    inner join {{ ref('stg_olist__order_items') }} as items
        on reviews.order_id = items.order_id
    inner join {{ ref('stg_olist__sellers') }} as sellers
        on items.seller_id = sellers.seller_id
    where reviews.asked_at >= period.starts_at

),

by_item as (

    select
        zip_code_prefix,
        count(*) as reviewed_items,
        avg(score) as score_by_item
    from reviewed_items
    group by zip_code_prefix

),

once as (

    select distinct
        zip_code_prefix,
        review_id,
        order_id,
        score
    from reviewed_items

),

by_review as (

    select
        zip_code_prefix,
        count(*) as reviews,
        avg(score) as score
    from once
    group by zip_code_prefix

),

ranked as (

    select
        by_item.zip_code_prefix,
        by_review.reviews,
        cast(by_review.score as decimal(5, 3)) as score,
        case when by_review.reviews > 30 then rank() over (
            partition by by_review.reviews > 30
            order by by_review.score asc nulls last, by_item.zip_code_prefix asc nulls last
        ) end as rank,
        by_item.reviewed_items,
        cast(by_item.score_by_item as decimal(5, 3)) as score_by_item,
        case when by_item.reviewed_items > 30 then rank() over (
            partition by by_item.reviewed_items > 30
            order by by_item.score_by_item asc nulls last, by_item.zip_code_prefix asc nulls last
        ) end as rank_by_item
    from by_item
    inner join by_review
        on by_item.zip_code_prefix = by_review.zip_code_prefix

)

select *
from ranked
where rank <= 5
    or rank_by_item <= 5
order by
    rank nulls last,
    rank_by_item nulls last
