-- A key stands in two rows of a table of evaluation, so later tables count the row twice.
{{ grains_hold([
    'int_evaluation__production',
    'int_evaluation__results',
    'int_evaluation__totals',
]) }}
