-- A key stands in two rows of a table of orders, so later tables count the row twice.
{{ grains_hold([
    'int_orders',
    'int_orders__customer_costs',
    'int_orders__sequence',
    'int_orders__states',
]) }}
