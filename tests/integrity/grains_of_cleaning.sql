-- A key stands in two rows of a table of cleaning, so later tables count the row twice.
{{ grains_hold([
    'int_cleaning__excluded_products',
    'int_cleaning__lines',
    'int_cleaning__order_demands',
    'int_cleaning__order_shares',
    'int_cleaning__product_names',
    'int_cleaning__returned_customer_money',
    'int_cleaning__returned_goods',
    'int_cleaning__returned_money',
    'int_cleaning__returned_order_money',
    'int_cleaning__returned_units',
    'int_cleaning__returns',
    'int_cleaning__reused_order_ids',
    'int_cleaning__sold',
    'int_cleaning__spellings',
    'int_cleaning__taken_back',
]) }}
