-- Every rule is one flag; the first one that a line breaks refuses it.
with flagged as (

    select
        int_order_lines__numbered.*,
        int_order_lines__numbered.customer_id is null as is_guest,
        coalesce(int_order_lines__numbered.quantity, 0) <= 0 as is_without_quantity,
        coalesce(int_order_lines__numbered.unit_price, 0) <= 0 as is_without_price,
        int_order_lines__numbered.copy_number > 1 as is_duplicate,
        excluded_products.product_id is not null as is_excluded_product,
        int_order_lines__numbered.ordered_at is null as is_without_date,
        {{ is_after_as_of_date('int_order_lines__numbered.ordered_at') }} as is_after_as_of_date
    from {{ ref('int_order_lines__numbered') }}
    left join {{ ref('int_excluded_products') }} as excluded_products
        on upper(int_order_lines__numbered.product_id) = excluded_products.product_id

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
