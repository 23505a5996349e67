{#
    Days since a customer's last order, by `recency_basis`:
    date      calendar days to as_of_date;
    elapsed   whole 24-hour days to as_of_at, a day after the last order of all.
#}
{% macro recency_days(last_ordered_at) -%}
    {%- if var('recency_basis') == 'elapsed' -%}
        floor({{ dbt.datediff(last_ordered_at, 'as_of_at', 'second') }} / 86400.0)
    {%- else -%}
        {{ dbt.datediff(last_ordered_at, 'as_of_date', 'day') }}
    {%- endif -%}
{%- endmacro %}
