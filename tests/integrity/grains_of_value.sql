{{ config(tags=['evaluation']) }}

-- A key stands in two rows of a table of value, so later tables count the row twice.
{{ grains_hold([
    'int_value__as_of',
    'int_value__baselines',
    'int_value__conditions',
    'int_value__counted_orders',
    'int_value__curve',
    'int_value__customers',
    'int_value__errors',
    'int_value__groups',
    'int_value__histories',
    'int_value__models',
    'int_value__months',
    'int_value__order_chances',
    'int_value__orders_if_alive',
    'int_value__outcomes',
    'int_value__past',
    'int_value__predictions',
    'int_value__recent_revenue',
    'int_value__runs',
    'int_value__scores',
    'int_value__spans',
]) }}
