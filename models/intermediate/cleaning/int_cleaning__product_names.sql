-- A product gets the most frequent name on its lines.
with lines as (select * from {{ ref('input__order_lines') }}),

counted as (

    select
        product_id,
        product_name,
        count(*) as lines
    from lines
    where product_id is not null
    group by
        product_id,
        product_name

),

tidied as (

    select
        product_id,
        {{ tidy('product_name') }} as product_name,
        sum(lines) as lines
    from counted
    group by
        product_id,
        {{ tidy('product_name') }}

),

-- A condition on the tidied name before this step would tidy the name of each line.
ranked as (

    select
        product_id,
        product_name,
        row_number() over (
            partition by product_id
            order by
                case when product_name is null then 1 else 0 end asc nulls last,
                lines desc nulls last,
                product_name asc nulls last
        ) as name_rank
    from tidied

)

select
    product_id,
    product_name
from ranked
where name_rank = 1
    and product_name is not null
