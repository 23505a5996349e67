{{ config(materialized='view') }}

-- Every rule is one flag. The first broken rule refuses the line.
with valued as (select * from {{ ref('int_cleaning__valued') }}),

excluded_products as (select * from {{ ref('int_cleaning__excluded_products') }}),

flagged as (

    select
        valued.*,
        valued.customer_id is null as is_guest,
        excluded_products.product_id is not null as is_excluded_product,
        coalesce(valued.quantity, 0) <= 0 as is_without_quantity,
        coalesce(valued.quantity, 0) <> 0
        and (
            coalesce(valued.amount, 0) = 0 or (valued.amount > 0) <> (valued.quantity > 0)
        ) as is_without_price,
        valued.copy_number > 1 as is_duplicate,
        valued.ordered_at is null as is_without_date,
        coalesce(
            cast(valued.ordered_at as date)
            not between valued.first_plausible_date and valued.last_plausible_date,
            false
        ) as is_implausible_date,
        {{ is_after_as_of_date('valued.ordered_at') }} as is_after_as_of_date,
        valued.rate is null as is_other_currency
    from valued
    left join excluded_products
        on upper(valued.product_id) = excluded_products.product_id

),

-- A line that gives something back is a return. The flag of the source does not matter.
recognised as (

    select
        *,
        (is_cancelled and coalesce(quantity, 0) < 0)
        or (
            not is_excluded_product
            and ((coalesce(quantity, 0) < 0 and amount <> 0) or coalesce(amount, 0) < 0)
        ) as is_return
    from flagged

)

select
    *,
    case
        {%- if var('guest_orders') == 'exclude' %}
        when is_guest then 'no_customer'
        {%- endif %}
        when is_cancelled or is_return then 'cancelled'
        when is_without_quantity and coalesce(amount, 0) <= 0 then 'quantity_not_positive'
        when is_without_price then 'price_not_positive'
        when is_duplicate and is_deduplicated then 'exact_duplicate'
        when is_excluded_product then 'excluded_product'
        when is_without_date then 'bad_date'
        when is_implausible_date then 'implausible_date'
        when is_after_as_of_date then 'after_as_of_date'
        when is_other_currency then 'other_currency'
    end as broken_rule
from recognised
