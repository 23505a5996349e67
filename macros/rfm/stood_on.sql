{#
    Whether an order's state stood at the midnight that begins a date: what happened on the date
    itself or later, an order or a cancellation, is not known yet.
#}
{% macro stood_on(states, date) -%}
    {{ states }}.valid_from < cast({{ date }} as timestamp)
        and coalesce({{ states }}.valid_to >= cast({{ date }} as timestamp), true)
{%- endmacro %}
