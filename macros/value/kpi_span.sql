{# The first day of a span of `kpi_span` that ends on the day before a date. #}
{% macro span_start(until) -%}
    {%- set length, unit = var('kpi_span').split(' ') -%}
    cast(
        {{- add_months(until, -(length | int)) if unit == 'months'
            else add_days(until, -(length | int)) }} as date
    )
{%- endmacro %}

{#
    Whether orders reach back to a date. A shop does not sell on every day, so the first order may
    be up to three days later: a weekend and a holiday.
#}
{% macro reaches_back(first_ordered_at, date) -%}
    coalesce({{ days_between(date, first_ordered_at) }} <= 3, false)
{%- endmacro %}
