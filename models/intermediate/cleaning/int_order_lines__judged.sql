-- Every rule is one flag; the first one that a line breaks refuses it.
with numbered as (

    select * from {{ ref('int_order_lines__numbered') }}

),

excluded_products as (

    select * from {{ ref('int_excluded_products') }}

),

flagged as (

    select
        numbered.*,
        numbered.customer_id is null as is_guest,
        coalesce(numbered.quantity, 0) <= 0 as is_without_quantity,
        coalesce(numbered.unit_price, 0) <= 0 as is_without_price,
        numbered.copy_number > 1 as is_duplicate,
        excluded_products.product_id is not null as is_excluded_product,
        numbered.ordered_at is null as is_without_date,
        {{ is_after_as_of_date('numbered.ordered_at') }} as is_after_as_of_date
    from numbered
    left join excluded_products
        on upper(numbered.product_id) = excluded_products.product_id

)

select
    *,
    case
        {%- if var('guest_orders') == 'exclude' %}
        when is_guest then 'no_customer'
        {%- endif %}
        when is_cancelled then 'cancelled'
        when is_without_quantity then 'quantity_not_positive'
        when is_without_price then 'price_not_positive'
        {%- if var('deduplicate') %}
        when is_duplicate then 'exact_duplicate'
        {%- endif %}
        when is_excluded_product then 'excluded_product'
        when is_without_date then 'bad_date'
        when is_after_as_of_date then 'after_as_of_date'
    end as broken_rule
from flagged
