{# One sentence for each var whose value is not allowed. #}
{% macro var_problems() %}
    {%- set problems = [] -%}

    {%- set choices = {
        'language': ['en', 'fr'],
        'cancellations': ['net', 'drop'],
        'deduplicate': [true, false],
        'guest_orders': ['exclude', 'keep'],
        'rfm_method': ['percent_rank', 'quantile', 'first_come', 'fixed'],
        'recency_basis': ['date', 'elapsed'],
        'cluster_scaler': ['log_standard', 'standard', 'minmax'],
        'basket_item': ['product', 'category'],
        'recommend_repeat_purchases': [true, false],
    } -%}
    {%- for name, allowed in choices.items() if by_dataset(name) not in allowed -%}
        {%- set listed = allowed | map('string') | map('lower') | join(', ') -%}
        {%- do problems.append(wrong_var(name, 'one of ' ~ listed)) -%}
    {%- endfor -%}

    {%- for name in vars_by_dataset() if var(name) is mapping -%}
        {%- set unknown = var(name) | reject('in', datasets() + ['default']) | list -%}
        {%- if unknown or 'default' not in var(name) -%}
            {%- do problems.append(wrong_var(
                name, 'one value for all, or a map with `default` and any of '
                ~ datasets() | join(', ')
            )) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- for name, lowest, highest in [
        ('rfm_scores', 2, 10),
        ('active_days', 1, 36500),
        ('shortest_rhythm_days', 1, 36500),
        ('cluster_count_min', 2, 50),
        ('cluster_count_max', 2, 50),
        ('random_seed', 0, 4294967295),
        ('drift_months', 1, 120),
        ('drift_step_weeks', 1, 52),
        ('basket_min_orders', 1, 1000000000),
        ('basket_max_items', 2, 6),
        ('basket_max_itemsets', 1, 1000000000),
        ('recommendations_per_customer', 1, 1000),
        ('recent_demand_days', 1, 36500),
    ] -%}
        {%- if var(name) is not integer or var(name) is boolean
            or not lowest <= var(name) <= highest -%}
            {%- do problems.append(
                wrong_var(name, 'a whole number from ' ~ lowest ~ ' to ' ~ highest)
            ) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- for name in [
        'high_value_quantile', 'at_risk_quantile', 'retraining_threshold',
        'basket_min_support', 'basket_min_confidence', 'significance_level',
    ] -%}
        {%- if var(name) is not number or var(name) is boolean or not 0 <= var(name) <= 1 -%}
            {%- do problems.append(wrong_var(name, 'a number from 0 to 1')) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- for name in ['marketing_budget', 'basket_min_lift', 'repeat_purchase_weight'] -%}
        {%- if var(name) is not number or var(name) is boolean or var(name) < 0 -%}
            {%- do problems.append(wrong_var(name, 'a number, 0 or more')) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- if not modules.re.fullmatch('[A-Z]{3}', currency() | string) -%}
        {%- do problems.append(
            wrong_var('currency', 'null or an ISO 4217 code, three capitals such as EUR')
        ) -%}
    {%- endif -%}

    {%- for name in ['as_of_date', 'evaluation_split_date'] -%}
        {%- if var(name) is not none and not is_iso_date(var(name) | string) -%}
            {%- do problems.append(wrong_var(name, "null or a date as 'YYYY-MM-DD'")) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- if var('excluded_products') is not none
        and (var('excluded_products') is string or var('excluded_products') is mapping
            or var('excluded_products') is not iterable) -%}
        {%- do problems.append(
            wrong_var('excluded_products', 'null or a list of product ids, [] for none')
        ) -%}
    {%- endif -%}

    {%- set count = by_dataset('cluster_count') -%}
    {%- if count != 'auto' and (
        count is not integer or count is boolean or not 2 <= count <= 50
    ) -%}
        {%- do problems.append(
            wrong_var('cluster_count', 'auto or a whole number from 2 to 50')
        ) -%}
    {%- endif -%}

    {%- if var('cluster_count_min') is integer and var('cluster_count_max') is integer
        and var('cluster_count_min') > var('cluster_count_max') -%}
        {%- do problems.append(
            wrong_var('cluster_count_min', 'at most cluster_count_max, ' ~ var('cluster_count_max'))
        ) -%}
    {%- endif -%}

    {%- set features = by_dataset('cluster_features') -%}
    {%- if features is string or features is mapping or features is not iterable
        or not features | list or features | unique | list | length != features | length
        or features | reject('string') | list
        or unknown_features(features) -%}
        {%- do problems.append(wrong_var(
            'cluster_features',
            'a list of different features: ' ~ customer_features() | join(', ')
            ~ ', category_share_…, category_spend_…, channel_share_… and channel_orders_…'
        )) -%}
    {%- endif -%}

    {%- if var('rfm_scores') != 5 and var('segment_map') in [
        'eleven_segments', 'ten_segments', 'seven_segments', 'six_segments',
    ] -%}
        {%- do problems.append(
            'The var segment_map is "' ~ var('segment_map') ~ '", which is made for rfm_scores 5,'
            ~ ' but rfm_scores is ' ~ var('rfm_scores') ~ ': set rfm_scores to 5, or segment_map'
            ~ ' to a seed of your own for that many scores, in dbt_project.yml or with --vars.'
        ) -%}
    {%- endif -%}

    {%- do return(problems) -%}
{% endmacro %}

{# The sentence for one var: its value, what is allowed, where to change it. #}
{% macro wrong_var(name, allowed) %}
    {%- do return(
        'The var ' ~ name ~ ' is ' ~ tojson(var(name)) ~ '; allowed is ' ~ allowed
        ~ ': change it under vars in dbt_project.yml or with --vars.'
    ) -%}
{% endmacro %}

{# Whether a text is a date of the calendar, written YYYY-MM-DD. #}
{% macro is_iso_date(text) %}
    {%- set parts = modules.re.fullmatch('(\d{4})-(\d{2})-(\d{2})', text) -%}
    {%- if not parts -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- set year, month, day = parts.group(1) | int, parts.group(2) | int, parts.group(3) | int -%}
    {%- if not (1900 <= year and 1 <= month <= 12) -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- set next_month = modules.datetime.date(year + month // 12, month % 12 + 1, 1) -%}
    {%- set last_day = (next_month - modules.datetime.timedelta(days=1)).day -%}
    {%- do return(1 <= day <= last_day) -%}
{% endmacro %}

{# Those of the chosen features that have no name of a feature. #}
{% macro unknown_features(features) %}
    {%- set unknown = [] -%}
    {%- for feature in features if feature not in customer_features()
        and not is_share_or_sum(feature) -%}
        {%- do unknown.append(feature) -%}
    {%- endfor -%}
    {%- do return(unknown) -%}
{% endmacro %}
