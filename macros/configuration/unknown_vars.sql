{#
    One sentence per var on the command line that the project does not know. dbt itself ignores a
    misspelled var. If another project installs this one, only the vars of this project are checked.
#}
{% macro unknown_vars() %}
    {%- set problems = [] -%}
    {%- set known = known_vars() -%}
    {%- set given = invocation_args_dict.vars if project_name == 'clientele' else {} -%}
    {%- for name in given or {} if name not in known -%}
        {%- do problems.append(
            '[var-unknown] The var ' ~ name ~ ' does not exist; allowed are ' ~ known | join(', ')
            ~ ': correct its name in --vars.'
        ) -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{#
    One sentence per var on the command line that contains Jinja. dbt renders a var each time it
    reads the var, so a path or a name could run SQL.
#}
{% macro template_vars() %}
    {%- set problems = [] -%}
    {%- for name, value in (invocation_args_dict.vars or {}).items()
        if value is string and modules.re.search('{[{%#]', value) -%}
        {%- do problems.append(
            '[var-template] The var ' ~ name ~ ' holds Jinja, which dbt would run; allowed is the'
            ~ ' value itself: change it in --vars.'
        ) -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{# The names of all vars, in the order of dbt_project.yml. A test compares both. #}
{% macro known_vars() %}
    {%- do return([
        'dataset', 'data_dir', 'as_of_date', 'language', 'currency',
        'shop_name', 'accent_colour',
        'order_lines_model', 'customers_model', 'reviews_model',
        'customer_merges',
        'cancellations', 'deduplicate', 'guest_orders', 'excluded_products', 'earliest_date',
        'latest_date', 'order_span_days', 'fold_customer_ids', 'time_zone',
        'max_data_age_days', 'max_data_age_severity',
        'rfm_scores', 'rfm_method', 'recency_basis',
        'segment_map', 'segment_playbook', 'segment_words',
        'active_days', 'kpi_span', 'shortest_rhythm_days', 'high_value_quantile',
        'at_risk_quantile', 'return_days', 'slipping_rhythms', 'long_gone_days',
        'value_horizon_days', 'value_time_unit', 'value_same_day_orders', 'value_split_date',
        'value_min_customers', 'value_min_history_days', 'value_min_repeaters',
        'value_max_silence_days',
        'marketing_budget', 'budget_basis', 'plan_by', 'plan_revenue_days', 'margin_rate',
        'margin_min_coverage',
        'cluster_features', 'cluster_scaler', 'cluster_count', 'cluster_count_min',
        'cluster_count_max', 'random_seed', 'drift_months', 'drift_step_weeks',
        'retraining_threshold',
        'basket_item', 'basket_algorithm', 'basket_min_support', 'basket_min_orders',
        'basket_min_confidence', 'basket_min_lift', 'basket_max_items', 'basket_max_itemsets',
        'published_rules', 'significance_level', 'sequence_days', 'sequence_min_support',
        'recommendations_per_customer', 'recommend_repeat_purchases', 'repeat_purchase_weight',
        'recent_demand_days', 'reorder_half_life_days', 'ease_items', 'ease_penalty',
        'recommendation_strategy', 'evaluation_split_date', 'evaluation_cases',
        'custom_source', 'custom_preset', 'custom_columns', 'custom_date_format',
        'custom_decimal_separator', 'custom_header_row', 'custom_encoding', 'custom_missing_words',
        'keep_versions', 'publish_personal', 'publish_parquet', 'publish_checks',
        'publish_min_share', 'publish_last_day_share', 'publish_max_order_age_days',
    ]) -%}
{% endmacro %}
