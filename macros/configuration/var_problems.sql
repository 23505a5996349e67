{# One sentence per var with a value that is not allowed. #}
{% macro var_problems() %}
    {%- set problems = [] -%}

    {%- set choices = {
        'language': languages(),
        'cancellations': ['net', 'drop'],
        'deduplicate': ['auto', true, false],
        'fold_customer_ids': [true, false],
        'guest_orders': ['exclude', 'keep'],
        'rfm_method': ['percent_rank', 'quantile', 'first_come', 'fixed'],
        'recency_basis': ['date', 'elapsed'],
        'max_data_age_severity': ['warn', 'error'],
        'kpi_span': ['90 days', '12 months'],
        'budget_basis': ['share', 'expected_value'],
        'plan_by': ['segments', 'clusters'],
        'value_time_unit': ['weeks', 'days'],
        'value_same_day_orders': ['one', 'each'],
        'cluster_scaler': ['log_standard', 'standard', 'minmax'],
        'basket_algorithm': ['eclat', 'apriori', 'fpgrowth'],
        'published_rules': ['significant', 'all'],
        'recommend_repeat_purchases': [true, false],
        'publish_personal': ['all', 'hashed', 'none'],
        'publish_parquet': [true, false],
        'publish_checks': ['refuse', 'warn', 'off'],
    } -%}
    {%- for name, allowed in choices.items() if by_dataset(name) not in allowed -%}
        {%- set listed = allowed | map('string') | map('lower') | join(', ') -%}
        {%- do problems.append(wrong_var(name, 'one of ' ~ listed)) -%}
    {%- endfor -%}

    {%- if target.name == 'lake' and not var('order_lines_model')
        and target.schema != dataset() -%}
        {%- do problems.append(
            '[lake-dataset] The var dataset is "' ~ dataset() ~ '", but the schema of the target'
            ~ ' lake is "' ~ target.schema ~ '", which comes from --vars alone: remove the var from'
            ~ " dbt_project.yml, and give --vars '{dataset: " ~ dataset() ~ "}'."
        ) -%}
    {%- endif -%}

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
        ('order_span_days', 1, 36500),
        ('shortest_rhythm_days', 1, 36500),
        ('return_days', 1, 36500),
        ('long_gone_days', 1, 36500),
        ('plan_revenue_days', 1, 36500),
        ('value_horizon_days', 1, 3650),
        ('value_min_customers', 1, 1000000000),
        ('value_min_history_days', 1, 36500),
        ('value_min_repeaters', 1, 1000000000),
        ('value_max_silence_days', 1, 36500),
        ('cluster_count_min', 2, 50),
        ('cluster_count_max', 2, 50),
        ('random_seed', 0, 4294967295),
        ('drift_months', 1, 120),
        ('drift_step_weeks', 1, 52),
        ('basket_min_orders', 1, 1000000000),
        ('basket_max_items', 2, 6),
        ('basket_max_itemsets', 1, 1000000000),
        ('recommendations_per_customer', 1, 1000),
        ('sequence_days', 1, 36500),
        ('recent_demand_days', 1, 36500),
        ('reorder_half_life_days', 1, 36500),
        ('ease_items', 1, 20000),
        ('evaluation_cases', 1, 1000000000),
        ('keep_versions', 1, 1000),
    ] -%}
        {%- if var(name) is not integer or var(name) is boolean
            or not lowest <= var(name) <= highest -%}
            {%- do problems.append(
                wrong_var(name, 'a whole number from ' ~ lowest ~ ' to ' ~ highest)
            ) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- for name in [
        'high_value_quantile', 'at_risk_quantile', 'margin_rate', 'margin_min_coverage',
        'retraining_threshold',
        'basket_min_support', 'basket_min_confidence', 'significance_level', 'publish_min_share',
        'sequence_min_support',
    ] -%}
        {%- if var(name) is not number or var(name) is boolean or not 0 <= var(name) <= 1 -%}
            {%- do problems.append(wrong_var(name, 'a number from 0 to 1')) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- for name in [
        'marketing_budget', 'slipping_rhythms', 'basket_min_lift', 'repeat_purchase_weight',
    ] -%}
        {%- if var(name) is not number or var(name) is boolean or var(name) < 0 -%}
            {%- do problems.append(wrong_var(name, 'a number, 0 or more')) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- for name, highest in [
        ('publish_last_day_share', 1), ('publish_max_order_age_days', 36500),
    ] if var(name) is not none -%}
        {%- if var(name) is not number or var(name) is boolean or not 0 <= var(name) <= highest -%}
            {%- do problems.append(wrong_var(name, 'null or a number from 0 to ' ~ highest)) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- set levels = var('basket_item') -%}
    {%- if levels is mapping or levels is not iterable
        or levels is string and levels not in ['product', 'category']
        or levels is not string and (
            not levels | list or levels | unique | list | length != levels | length
            or levels | reject('in', ['product', 'category']) | list
        ) -%}
        {%- do problems.append(wrong_var(
            'basket_item', 'product, category, or a list of different ones: [product, category]'
        )) -%}
    {%- endif -%}

    {%- if var('ease_penalty') is not number or var('ease_penalty') is boolean
        or var('ease_penalty') <= 0 -%}
        {%- do problems.append(wrong_var('ease_penalty', 'a number above 0')) -%}
    {%- endif -%}

    {%- if not is_strategy_map(var('recommendation_strategy')) -%}
        {%- set listed = [] -%}
        {%- for task in recommendation_tasks() -%}
            {%- do listed.append(task ~ ': ' ~ strategies_of(task) | join(' | ')) -%}
        {%- endfor -%}
        {%- do problems.append(wrong_var(
            'recommendation_strategy', 'a map of tasks to strategies (' ~ listed | join('; ') ~ ')'
        )) -%}
    {%- endif -%}

    {%- if not modules.re.fullmatch('[A-Z]{3}', currency() | string) -%}
        {%- do problems.append(
            wrong_var('currency', 'null or an ISO 4217 code, three capitals such as EUR')
        ) -%}
    {%- endif -%}

    {%- if var('shop_name') is not none
        and (var('shop_name') is not string or not var('shop_name') | trim) -%}
        {%- do problems.append(wrong_var('shop_name', 'null or a name')) -%}
    {%- endif -%}

    {%- if not is_dark_colour(var('accent_colour')) -%}
        {%- do problems.append(wrong_var(
            'accent_colour',
            "a colour as '#rrggbb' that is dark enough to read on white (contrast 4.5 or more)"
        )) -%}
    {%- endif -%}

    {%- if var('time_zone') is not none and var('time_zone') not in modules.pytz.all_timezones -%}
        {%- do problems.append(
            wrong_var('time_zone', 'null or the name of a time zone, such as Europe/Paris')
        ) -%}
    {%- endif -%}

    {%- for name in [
        'as_of_date', 'latest_date', 'evaluation_split_date', 'value_split_date',
    ] -%}
        {%- if var(name) is not none and not is_iso_date(var(name) | string) -%}
            {%- do problems.append(wrong_var(name, "null or a date as 'YYYY-MM-DD'")) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- set age = var('max_data_age_days') -%}
    {%- if age is not none and (age is not integer or age is boolean or age < 0) -%}
        {%- do problems.append(
            wrong_var('max_data_age_days', 'null or a whole number of days, 0 or more')
        ) -%}
    {%- endif -%}

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
            '[segment-map-scores] The var segment_map is "' ~ var('segment_map')
            ~ '", which is made for rfm_scores 5, but rfm_scores is ' ~ var('rfm_scores')
            ~ ': set rfm_scores to 5, or segment_map to a seed of your own for that many scores, in'
            ~ ' dbt_project.yml or with --vars.'
        ) -%}
    {%- endif -%}

    {%- do return(problems) -%}
{% endmacro %}

{# The sentence for one var, with its value, the allowed values and where to change it. #}
{% macro wrong_var(name, allowed) %}
    {%- do return(
        '[var-not-allowed] The var ' ~ name ~ ' is ' ~ tojson(var(name)) ~ '; allowed is ' ~ allowed
        ~ ': change it under vars in dbt_project.yml or with --vars.'
    ) -%}
{% endmacro %}

{# Whether a text is a valid date in the form YYYY-MM-DD. #}
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

{# The chosen features that are not names of features. #}
{% macro unknown_features(features) %}
    {%- set unknown = [] -%}
    {%- for feature in features if feature not in customer_features()
        and not is_share_or_sum(feature) -%}
        {%- do unknown.append(feature) -%}
    {%- endfor -%}
    {%- do return(unknown) -%}
{% endmacro %}

{#
    Whether a text is a colour as #rrggbb with a contrast of at least 4.5 to white, which the Web
    Content Accessibility Guidelines (WCAG 2.2, 1.4.3) ask of text.
#}
{% macro is_dark_colour(colour) -%}
    {%- if not modules.re.fullmatch('#[0-9a-fA-F]{6}', colour | string) -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- set light = [] -%}
    {%- for start in [1, 3, 5] -%}
        {%- set part = colour[start:start + 2] | int(base=16) / 255 -%}
        {%- do light.append(
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        ) -%}
    {%- endfor -%}
    {%- set luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] -%}
    {%- do return(1.05 / (luminance + 0.05) >= 4.5) -%}
{%- endmacro %}
