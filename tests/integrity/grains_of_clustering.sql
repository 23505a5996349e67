-- A key stands in two rows of a table of clustering, so later tables count the row twice.
{{ grains_hold([
    'int_clustering__archetypes',
    'int_clustering__components',
    'int_clustering__features',
    'int_clustering__model',
    'int_clustering__points',
    'int_clustering__previous_model',
    'int_clustering__profile',
    'int_clustering__sizes',
    'int_clustering__snapshots',
]) }}
