{#
    Hooks for a model that groups by an integer without gaps. DuckDB then indexes an array by the
    group instead of a hash lookup. The limit is 2^23 groups, which take 64 MiB per thread.
#}
{% macro count_in_places() -%}
    {{ return(adapter.dispatch('count_in_places', 'clientele')()) }}
{%- endmacro %}

{% macro default__count_in_places() -%}
{%- endmacro %}

{% macro duckdb__count_in_places() -%}
    set perfect_ht_threshold = 23
{%- endmacro %}

{# Resets the setting after the model. #}
{% macro count_as_before() -%}
    {{ return(adapter.dispatch('count_as_before', 'clientele')()) }}
{%- endmacro %}

{% macro default__count_as_before() -%}
{%- endmacro %}

{% macro duckdb__count_as_before() -%}
    reset perfect_ht_threshold
{%- endmacro %}
