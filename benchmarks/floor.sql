-- The floor under the models: the same tables from the same file by the same rules, written by hand
-- for the lines of pipeline_lines.sql. It leaves out what these lines do not have, such as partial
-- refunds, discounts, other currencies, spellings and reused order numbers.
--
-- `$file` is the Parquet file and `$segments` the segment map, a CSV file.
create temp table compared as
select
    *,
    count(*) as copies
from read_parquet('$file')
group by all;

-- Each return has one sale: the latest line of its customer and product that holds all of it.
create temp table returned as
with returns as (

    select
        customer_id,
        product_id,
        ordered_at,
        -quantity as quantity
    from compared
    where quantity < 0
        and customer_id is not null

)

select
    returns.customer_id,
    returns.product_id,
    returns.quantity,
    max({
        'ordered_at': sales.ordered_at,
        'unit_price': sales.unit_price,
        'quantity': sales.quantity,
        'order_id': sales.order_id
    }) as sale
from returns
inner join compared as sales
    on returns.customer_id = sales.customer_id
    and returns.product_id = sales.product_id
    and sales.quantity >= returns.quantity
    and sales.ordered_at <= returns.ordered_at
group by all;

create table order_lines as
select
    compared.* exclude (quantity, copies),
    compared.quantity - coalesce(returned.quantity, 0) as quantity,
    cast((compared.quantity - coalesce(returned.quantity, 0)) * compared.unit_price
        as decimal(18, 2)) as revenue
from compared
left join returned
    on compared.customer_id = returned.customer_id
    and compared.product_id = returned.product_id
    and compared.order_id = returned.sale.order_id
    and compared.quantity = returned.sale.quantity
where compared.quantity > coalesce(returned.quantity, 0)
    and compared.customer_id is not null
order by compared.ordered_at, compared.order_id, compared.product_id, compared.quantity;

create table rejected_order_lines as
select
    compared.* exclude (copies),
    case
        when compared.customer_id is null then 'no_customer'
        when compared.quantity < 0 then 'cancelled'
        when copy_number > 1 then 'exact_duplicate'
        else 'undone'
    end as reason
from compared
cross join generate_series(1, compared.copies) as copies_of (copy_number)
left join returned
    on compared.customer_id = returned.customer_id
    and compared.product_id = returned.product_id
    and compared.order_id = returned.sale.order_id
    and compared.quantity = returned.sale.quantity
where compared.customer_id is null
    or compared.quantity <= coalesce(returned.quantity, 0)
    or copy_number > 1
order by compared.ordered_at, compared.order_id, compared.product_id, compared.quantity;

create table customers as
with orders as (

    select
        order_id,
        min(customer_id) as customer_id,
        min(ordered_at) as ordered_at,
        sum(revenue) as revenue
    from order_lines
    group by order_id

),

last_day as (

    select cast(max(ordered_at) as date) + 1 as as_of_date
    from compared
    where customer_id is not null

),

metrics as (

    select
        customer_id,
        min(last_day.as_of_date) - cast(max(ordered_at) as date) as recency_days,
        count(*) as frequency,
        sum(revenue) as monetary
    from orders
    cross join last_day
    group by customer_id

),

scored as (

    select
        *,
        cast(1 + least(4, floor(5 * percent_rank() over (order by recency_days desc))) as integer)
            as r_score,
        cast(1 + least(4, floor(5 * percent_rank() over (order by frequency))) as integer)
            as f_score,
        cast(1 + least(4, floor(5 * percent_rank() over (order by monetary))) as integer)
            as m_score
    from metrics

),

map as (select * from read_csv('$segments')),

cells as (

    select
        cells.*,
        arg_min(map.segment_id, map.match_order) as segment_id
    from (select distinct r_score, f_score, m_score from scored) as cells
    inner join map
        on cells.r_score between map.r_from and map.r_to
        and cells.f_score between map.f_from and map.f_to
        and cells.m_score between map.m_from and map.m_to
    group by all

)

select
    scored.*,
    cells.segment_id
from scored
inner join cells using (r_score, f_score, m_score);

create table segments as
select
    segment_id,
    count(*) as customers,
    sum(monetary) as revenue,
    avg(recency_days) as average_recency_days,
    avg(frequency) as average_frequency
from customers
group by segment_id;

create table kpis as
select
    sum(monetary) as revenue,
    count(*) as customers,
    sum(frequency) as orders,
    sum(monetary) / sum(frequency) as average_order_value,
    count(*) filter (recency_days <= 90) as active_customers
from customers;
