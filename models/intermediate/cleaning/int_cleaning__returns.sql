-- The returns that may be deducted from earlier lines. A return without a product gives back money
-- only, because its pieces may be of any goods. So does a return that names its sale and gives back
-- clearly less than the goods cost. A return that names cancelled sales alone deducts nothing.
{%- set day = 'cast(cast(ordered_at as date) as timestamp)' %}
{%- set day_ends_at = add_seconds(day, '86399.999999') %}
{%- if var('cancellations') == 'net' %}
with sales as (

    select * from {{ ref('int_cleaning__judged') }}
    where broken_rule is null

),

-- An import of its own: the database would keep a copy of lines that two steps read.
lines_of_orders as (select * from {{ ref('int_cleaning__judged') }}),

taken_back as (select * from {{ ref('int_cleaning__taken_back') }}),

-- A return has a negative quantity or amount. This condition is redundant and skips all sales.
returned as (

    select * from {{ ref('int_cleaning__judged') }}
    where is_return
        and (quantity < 0 or amount < 0)
        and not is_without_date
        and not is_implausible_date
        and not is_after_as_of_date
        and not is_other_currency
        and order_line_id not in (select taken_back.order_line_id from taken_back)

),

candidates as (

    select
        *,
        {{ day_ends_at }} as day_ends_at,
        -- A return with a day but no time follows all sales of this day, and none of the next day.
        case when ordered_at = {{ day }} then {{ day_ends_at }} else ordered_at end as known_at,
        abs(coalesce(quantity, 0)) as returned_quantity,
        abs(coalesce(worth, 0)) as returned_worth
    from returned

),

-- Equal return lines are one return, unless they add up exactly to the quantity of a sale.
real_copies as (

    select distinct candidates.order_line_id
    from candidates
    inner join sales
        on candidates.customer_id = sales.customer_id
        and candidates.product_id = sales.product_id
        and candidates.day_ends_at >= sales.ordered_at
    where candidates.is_duplicate
        and sales.copies = 1
        and candidates.copies * candidates.returned_quantity = sales.quantity

),

named as (

    select
        order_id,
        coalesce(product_id, '') as product_key,
        sum(case when broken_rule is null then quantity end) as quantity,
        sum(case when broken_rule is null then worth end) as worth,
        count(case when broken_rule is null then 1 end) = 0 as is_cancelled
    from lines_of_orders
    where (broken_rule is null or (is_cancelled and not is_return))
        and order_id in (select candidates.order_id from candidates)
    group by order_id, coalesce(product_id, '')

)

select
    candidates.order_line_id,
    candidates.order_id,
    candidates.customer_id,
    coalesce(candidates.product_id, '') as product_key,
    candidates.ordered_at as returned_at,
    candidates.day_ends_at,
    candidates.known_at,
    cast(candidates.returned_quantity as decimal(18, 6)) as quantity,
    cast(candidates.returned_worth as decimal(28, 6)) as worth,
    {{ rounded(
        'cast(candidates.returned_worth as double) / nullif(candidates.returned_quantity, 0)',
        28, 10,
    ) }} as price,
    candidates.returned_quantity > 0 and candidates.product_id is not null
    and case
        when named.quantity > 0 and candidates.returned_worth > 0
            then candidates.returned_worth * named.quantity
                >= 0.99 * candidates.returned_quantity * named.worth
        else candidates.quantity < 0
    end as is_of_goods
from candidates
left join named
    on candidates.order_id = named.order_id
    and coalesce(candidates.product_id, '') = named.product_key
left join real_copies
    on candidates.order_line_id = real_copies.order_line_id
where not coalesce(named.is_cancelled, false)
    and (not (candidates.is_duplicate and candidates.is_deduplicated)
        or real_copies.order_line_id is not null)
{%- else %}
{{ empty_relation({
    'order_line_id': 'string',
    'order_id': 'string',
    'customer_id': 'string',
    'product_key': 'string',
    'returned_at': 'timestamp',
    'day_ends_at': 'timestamp',
    'known_at': 'timestamp',
    'quantity': 'decimal(18, 6)',
    'worth': 'decimal(28, 6)',
    'price': 'decimal(28, 10)',
    'is_of_goods': 'boolean',
}) }}
{%- endif %}
