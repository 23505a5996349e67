{#
    One sentence for each var of the command line that the project does not know: a misspelt var
    would otherwise be ignored without a word. A project that installs this one has vars of its own.
#}
{% macro unknown_vars() %}
    {%- set problems = [] -%}
    {%- set known = known_vars() -%}
    {%- set given = invocation_args_dict.vars if project_name == 'clientele' else {} -%}
    {%- for name in given or {} if name not in known -%}
        {%- do problems.append(
            'The var ' ~ name ~ ' does not exist; allowed are ' ~ known | join(', ')
            ~ ': correct its name in --vars.'
        ) -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{# The names of all vars, in the order of dbt_project.yml. #}
{% macro known_vars() %}
    {%- do return([
        'dataset', 'data_dir', 'as_of_date', 'language', 'currency',
        'order_lines_model', 'customers_model', 'reviews_model', 'payments_model',
        'cancellations', 'deduplicate', 'guest_orders', 'excluded_products',
        'rfm_scores', 'rfm_method', 'recency_basis',
        'segment_map', 'segment_names', 'segment_playbook',
        'active_days', 'shortest_rhythm_days', 'high_value_quantile', 'at_risk_quantile',
        'marketing_budget',
        'cluster_features', 'cluster_scaler', 'cluster_count', 'cluster_count_min',
        'cluster_count_max', 'random_seed', 'drift_months', 'drift_step_weeks',
        'retraining_threshold',
        'basket_item', 'basket_min_support', 'basket_min_orders', 'basket_min_confidence',
        'basket_min_lift', 'basket_max_items', 'basket_max_itemsets', 'significance_level',
        'recommendations_per_customer', 'recommend_repeat_purchases', 'repeat_purchase_weight',
        'recent_demand_days', 'evaluation_split_date',
        'custom_source', 'custom_columns', 'custom_date_format', 'custom_decimal_separator',
    ]) -%}
{% endmacro %}
