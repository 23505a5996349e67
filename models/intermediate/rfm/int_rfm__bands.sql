-- The thresholds of every score as of every date: a value has the score of the band with
-- lower_bound < value <= upper_bound (null: no bound). Scores come from here alone, so that
-- equal values have equal scores.
{% set method = var('rfm_method') -%}

{%- if method == 'percent_rank' -%}
    {{ bands_by_percent_rank(ref('int_rfm__values')) }}
{%- elif method in ['quantile', 'first_come'] -%}
    {{ bands_by_quantile(ref('int_rfm__values')) }}
{%- elif method == 'fixed' -%}
    {{ fixed_bands(ref('int_rfm__dates'), ref('rfm_fixed_bands')) }}
{%- endif %}
