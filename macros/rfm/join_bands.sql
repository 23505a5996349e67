{#
    Joins `metrics` with the bands that their values fall into, as recency_bands, frequency_bands
    and monetary_bands: the one way in which anybody is scored.
#}
{% macro join_bands() -%}
    {%- for metric, value in {
        'recency': 'recency_days',
        'frequency': 'scored_frequency',
        'monetary': 'monetary',
    }.items() -%}
    {%- set bands = metric ~ '_bands' -%}
    inner join bands as {{ bands }}
        on metrics.as_of_date = {{ bands }}.as_of_date
        and {{ bands }}.metric = '{{ metric }}'
        and coalesce(metrics.{{ value }} > {{ bands }}.lower_bound, true)
        and coalesce(metrics.{{ value }} <= {{ bands }}.upper_bound, true)
    {%- if not loop.last %}
    {% endif -%}
    {%- endfor %}
{%- endmacro %}
