-- A key stands in two rows of a table of rfm, so later tables count the row twice.
{{ grains_hold([
    'int_rfm__bands',
    'int_rfm__cells',
    'int_rfm__dates',
    'int_rfm__metrics',
    'int_rfm__scores',
    'int_rfm__spine',
    'int_rfm__status',
    'int_rfm__summaries',
    'int_rfm__thresholds',
    'int_rfm__values',
]) }}
