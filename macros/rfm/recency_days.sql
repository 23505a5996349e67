{#
    Days since a customer's last order, by `recency_basis`. `date` counts calendar days to
    as_of_date. `elapsed` counts whole 24-hour days to as_of_at, which is one day after the last
    order of all.
#}
{% macro recency_days(last_ordered_at) -%}
    {%- if var('recency_basis') == 'elapsed' -%}
        {{ elapsed_days(last_ordered_at, 'as_of_at') }}
    {%- else -%}
        {{ days_between(last_ordered_at, 'as_of_date') }}
    {%- endif -%}
{%- endmacro %}
