-- A key stands in two rows of a table of baskets, so later tables count the row twice.
{{ grains_hold([
    'int_baskets__first_days',
    'int_baskets__items',
    'int_baskets__lines',
    'int_baskets__orders',
    'int_baskets__own_categories',
    'int_baskets__pairs',
    'int_baskets__rule_p_values',
    'int_baskets__rules',
    'int_baskets__sequence_counts',
    'int_baskets__sequences',
    'py_baskets__itemsets',
]) }}
