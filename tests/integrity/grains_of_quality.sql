-- A key stands in two rows of a table of quality, so later tables count the row twice.
{{ grains_hold([
    'int_quality__findings',
]) }}
