{#
    Whether the state of an order was valid at 00:00 of a date. Orders and cancellations on the date
    itself do not count yet.
#}
{% macro valid_on(states, date) -%}
    {{ states }}.valid_from < cast({{ date }} as timestamp)
        and coalesce({{ states }}.valid_to >= cast({{ date }} as timestamp), true)
{%- endmacro %}
