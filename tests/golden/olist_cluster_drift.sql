-- How the model of Olist's clusters ages, and how customers move, as analyses/peer_b_clusters.md
-- states them: features are counted anew at each date. Indices may differ by .02, as other
-- releases of scikit-learn end at other borders. A failure means that snapshots see more or less
-- of the past than they should.
{{ config(enabled=holds_under('olist', {
    'as_of_date': none,
    'excluded_products': none,
    'cluster_features': ['recency_days', 'frequency', 'monetary'],
    'cluster_scaler': 'log_standard',
    'cluster_count': 'auto',
    'cluster_count_min': 2,
    'cluster_count_max': 8,
    'random_seed': 42,
    'drift_months': 6,
    'drift_step_weeks': 2,
})) }}

{%- set expected = {
    'frozen_vs_retrained': {2: 0.942, 4: 0.927, 6: 0.902, 8: 0.905, 10: 0.931, 26: 0.781},
    'label_churn': {2: 0.887, 4: 0.794, 6: 0.723, 8: 0.650, 10: 0.620, 26: 0.616},
} %}

with expected as (

    {% for measure, weeks in expected.items() -%}
    {%- set outer = loop -%}
    {%- for week, index in weeks.items() -%}
    select
        '{{ measure }}' as measure,
        {{ week }} as weeks,
        {{ index }} as adjusted_rand_index
    {{ 'union all' if not (loop.last and outer.last) }}
    {% endfor %}
    {%- endfor %}

)

select concat(
    expected.measure, ' after ', expected.weeks, ' weeks is ',
    coalesce(cast(found.adjusted_rand_index as varchar), 'missing'), ', not ',
    expected.adjusted_rand_index
) as problem
from expected
left join {{ ref('cluster_stability') }} as found
    on expected.measure = found.measure
    and expected.weeks = found.weeks
where found.adjusted_rand_index is null
    or abs(found.adjusted_rand_index - expected.adjusted_rand_index) > 0.02
