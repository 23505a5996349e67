-- Order lines that are skewed like those of a shop. Randomness comes from hashes, so each run writes
-- the same rows. `$lines` is the number of sold lines, before returns and copies.
--
-- Products follow Zipf's law. A few customers place most orders. One order in twenty is a guest's,
-- one line in fifty is returned later, and one in a hundred is exported twice. The rows are shuffled.
with numbers as (

    select i from range(cast($lines as bigint)) as range_of (i)

),

sold as (

    select
        i,
        cast(
            floor($lines * 0.15 * pow(hash(i * 16 + 1) / 18446744073709551616.0, 1.2)) as bigint
        ) as order_number,
        cast(floor(pow(20000.0, hash(i * 16 + 2) / 18446744073709551616.0)) as bigint) as product_number,
        cast(1 + hash(i * 16 + 3) % 4 * (hash(i * 16 + 4) % 3) as integer) as quantity
    from numbers

),

placed as (

    select
        sold.*,
        cast(
            floor($lines * 0.025 * pow(hash(order_number * 16 + 5) / 18446744073709551616.0, 1.6))
            as bigint
        ) as customer_number,
        hash(order_number * 16 + 6) % 20 = 0 as is_guest,
        timestamp '2022-01-01'
        + to_seconds(cast(hash(order_number * 16 + 7) % (2 * 365 * 86400) as bigint)) as ordered_at
    from sold

),

described as (

    select
        i,
        'O' || order_number as order_id,
        case when not is_guest then 'C' || customer_number end as customer_id,
        'P' || product_number as product_id,
        'Article ' || product_number || ' of the range ' || product_number % 40 as product_name,
        'Category ' || product_number % 24 as category,
        case hash(order_number * 16 + 8) % 4 when 0 then 'store' else 'web' end as channel,
        'Country ' || cast(floor(pow(38, hash(order_number * 16 + 9) / 18446744073709551616.0)) as integer)
            as country,
        ordered_at,
        quantity,
        cast((99 + hash(product_number * 16 + 10) % 4900) / 100 as decimal(10, 2)) as unit_price
    from placed

),

-- The latest line of a customer and a product is given back whole, so each return has one sale.
latest as (

    select
        *,
        row_number() over (
            partition by customer_id, product_id order by ordered_at desc, i desc
        ) as line_rank
    from described
    where customer_id is not null

),

returned as (

    select
        i,
        'R' || i as order_id,
        customer_id,
        product_id,
        product_name,
        category,
        channel,
        country,
        ordered_at + to_seconds(cast(1 + hash(i * 16 + 11) % (20 * 86400) as bigint)) as ordered_at,
        -quantity as quantity,
        unit_price
    from latest
    where line_rank = 1
        and hash(i * 16 + 12) % 25 = 0

),

copied as (

    select * from described
    where hash(i * 16 + 13) % 100 = 0

),

shuffled as (

    select * from described
    union all
    select * from returned
    union all
    select * from copied

)

select
    order_id,
    customer_id,
    product_id,
    product_name,
    category,
    channel,
    country,
    ordered_at,
    quantity,
    unit_price
from shuffled
order by hash(i * 16 + 14)
