-- Strategies are chosen on an earlier split, so on later orders another one can be better, but on
-- these data not by more than the paired interval. A failure means that customers get
-- recommendations that are worse than those of a single strategy. On any shop, one of a dozen
-- strategies can be better by chance, so users' builds have no such test. Online Retail has it in
-- online_retail_recommendations.
{%- set vars = {
    'as_of_date': none,
    'evaluation_split_date': none,
    'basket_item': 'product',
    'basket_min_support': 0.001,
    'basket_min_orders': 5,
    'basket_min_confidence': 0.1,
    'basket_min_lift': 1,
    'repeat_purchase_weight': 2,
    'recent_demand_days': 30,
} %}
{{ config(enabled=not var('recommendation_strategy')
    and (holds_under('demo', vars) or holds_under('olist', vars))) }}

select concat(
    task, ': ', strategy, ' is better than production by ', difference,
    ' (', difference_low, ' to ', difference_high, ')'
) as problem
from {{ ref('recommendation_evaluation') }}
where at_k = {{ chosen_k() }}
    and difference_low > 0
