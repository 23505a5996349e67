{#
    What a model that counts groups by a whole number without gaps runs before and after itself.
    DuckDB then counts each group in its place of an array, instead of looking it up, as long as
    there are 2^23 groups at most: 64 MiB a thread.
#}
{% macro count_in_places() -%}
    {{ return(adapter.dispatch('count_in_places', 'clientele')()) }}
{%- endmacro %}

{% macro default__count_in_places() -%}
{%- endmacro %}

{% macro duckdb__count_in_places() -%}
    set perfect_ht_threshold = 23
{%- endmacro %}

{# The same afterwards. #}
{% macro count_as_before() -%}
    {{ return(adapter.dispatch('count_as_before', 'clientele')()) }}
{%- endmacro %}

{% macro default__count_as_before() -%}
{%- endmacro %}

{% macro duckdb__count_as_before() -%}
    reset perfect_ht_threshold
{%- endmacro %}
