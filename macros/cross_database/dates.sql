{# Calendar days from one date or timestamp to another. #}
{% macro days_between(earlier, later) -%}
    {{ return(adapter.dispatch('days_between', 'clientele')(earlier, later)) }}
{%- endmacro %}

{% macro default__days_between(earlier, later) -%}
    datediff(cast({{ later }} as date), cast({{ earlier }} as date))
{%- endmacro %}

{% macro duckdb__days_between(earlier, later) -%}
    date_diff('day', cast({{ earlier }} as date), cast({{ later }} as date))
{%- endmacro %}

{# Whole 24-hour days from one timestamp to another. #}
{% macro elapsed_days(earlier, later) -%}
    {{ return(adapter.dispatch('elapsed_days', 'clientele')(earlier, later)) }}
{%- endmacro %}

{% macro default__elapsed_days(earlier, later) -%}
    floor((unix_timestamp({{ later }}) - unix_timestamp({{ earlier }})) / 86400)
{%- endmacro %}

{% macro duckdb__elapsed_days(earlier, later) -%}
    floor(date_diff('microsecond', {{ earlier }}, {{ later }}) / 86400000000)
{%- endmacro %}

{# Number of first days of months between two dates or timestamps. #}
{% macro months_between(earlier, later) -%}
    {{ return(adapter.dispatch('months_between', 'clientele')(earlier, later)) }}
{%- endmacro %}

{% macro default__months_between(earlier, later) -%}
    cast(months_between(trunc({{ later }}, 'month'), trunc({{ earlier }}, 'month')) as integer)
{%- endmacro %}

{% macro duckdb__months_between(earlier, later) -%}
    date_diff('month', {{ earlier }}, {{ later }})
{%- endmacro %}

{# A date or timestamp plus a number of days. #}
{% macro add_days(moment, days) -%}
    {{ return(adapter.dispatch('add_days', 'clientele')(moment, days)) }}
{%- endmacro %}

{% macro default__add_days(moment, days) -%}
    {{ moment }} + make_dt_interval(cast({{ days }} as integer))
{%- endmacro %}

{% macro duckdb__add_days(moment, days) -%}
    {{ moment }} + interval ({{ days }}) day
{%- endmacro %}

{# A date or timestamp plus a number of months. #}
{% macro add_months(moment, months) -%}
    {{ return(adapter.dispatch('add_months', 'clientele')(moment, months)) }}
{%- endmacro %}

{% macro default__add_months(moment, months) -%}
    cast(add_months({{ moment }}, cast({{ months }} as integer)) as timestamp)
{%- endmacro %}

{% macro duckdb__add_months(moment, months) -%}
    {{ moment }} + interval ({{ months }}) month
{%- endmacro %}

{# A timestamp plus a number of seconds. #}
{% macro add_seconds(moment, seconds) -%}
    {{ return(adapter.dispatch('add_seconds', 'clientele')(moment, seconds)) }}
{%- endmacro %}

{% macro default__add_seconds(moment, seconds) -%}
    {{ moment }} + make_dt_interval(0, 0, 0, cast({{ seconds }} as decimal(18, 6)))
{%- endmacro %}

{% macro duckdb__add_seconds(moment, seconds) -%}
    {{ moment }} + to_seconds({{ seconds }})
{%- endmacro %}

{# A text in a format of strptime as a timestamp; null if it is not in the format. #}
{% macro read_time(text, format) -%}
    {{ return(adapter.dispatch('read_time', 'clientele')(text, format)) }}
{%- endmacro %}

{% macro default__read_time(text, format) -%}
    {%- set pattern = format | replace('%m', 'M') | replace('%d', 'd') | replace('%Y', 'y')
        | replace('%H', 'H') | replace('%M', 'm') | replace('%S', 's') -%}
    try_to_timestamp({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro duckdb__read_time(text, format) -%}
    try_strptime({{ text }}, '{{ format }}')
{%- endmacro %}
