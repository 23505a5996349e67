-- A key stands in two rows of a table of segments, so later tables count the row twice.
{{ grains_hold([
    'int_segments',
    'int_segments__monthly',
    'int_segments__profile',
]) }}
