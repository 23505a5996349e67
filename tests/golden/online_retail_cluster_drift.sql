-- The same model as the reference trained, on the same customers of the same past dates: from
-- 2011-06-09 on, four clusters. Both series agree to the third decimal. A failure means that
-- snapshots see more or less of the past than they should.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': '2011-12-09',
    'cluster_features': ['recency_days', 'frequency', 'monetary'],
    'cluster_scaler': 'log_standard',
    'cluster_count': 4,
    'random_seed': 42,
    'drift_months': 6,
    'drift_step_weeks': 2,
})) }}

{%- set expected = {
    'frozen_vs_retrained': {
        2: '0.888', 6: '0.856', 10: '0.789', 14: '0.860', 18: '0.809', 22: '0.666', 26: '0.661',
    },
    'label_churn': {
        2: '0.706', 6: '0.477', 10: '0.413', 14: '0.346', 18: '0.276', 22: '0.231', 26: '0.200',
    },
} %}

with figures as (

    {% for measure, weeks in expected.items() -%}
    {% for week, index in weeks.items() -%}
    {{ figures([(
        measure ~ ' after ' ~ week ~ ' weeks',
        "max(case when measure = '" ~ measure ~ "' and weeks = " ~ week
        ~ ' then cast(adjusted_rand_index as decimal(9, 3)) end)',
        index,
    )], from=ref('cluster_stability')) }}

    union all

    {% endfor %}
    {%- endfor %}
    {{ figures([('start', "cast(min(as_of_date) as varchar)", '2011-06-23')],
        from=ref('cluster_stability')) }}

)

{{ differences('figures') }}
