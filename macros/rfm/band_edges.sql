{#
    The bands in one row per date, so that a score takes one comparison with a row and no join of
    each value with each band.
#}
{% macro band_edges() -%}
    select
        as_of_date
        {%- for metric in ['recency', 'frequency', 'monetary'] %}
        {%- for score in range(1, var('rfm_scores') + 1) %}
        {%- set band = "metric = '" ~ metric ~ "' and score = " ~ score %},
        max(case when {{ band }} then 1 end) as {{ metric }}_{{ score }},
        max(case when {{ band }} then lower_bound end) as {{ metric }}_{{ score }}_lower,
        max(case when {{ band }} then upper_bound end) as {{ metric }}_{{ score }}_upper
        {%- endfor %}
        {%- endfor %}
    from bands
    group by as_of_date
{%- endmacro %}

{# The score of a value: that of the band with lower_bound < value <= upper_bound. #}
{% macro score_by_edges(metric, value) -%}
    cast(
            case
                {%- for score in range(1, var('rfm_scores') + 1) %}
                {%- set band = 'edges.' ~ metric ~ '_' ~ score %}
                when {{ band }} = 1
                    and ({{ band }}_lower is null or {{ value }} > {{ band }}_lower)
                    and ({{ band }}_upper is null or {{ value }} <= {{ band }}_upper)
                    then {{ score }}
                {%- endfor %}
            end as integer
        )
{%- endmacro %}
