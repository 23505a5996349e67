{# The candidates most like a text, the best first; those that share little with it are left out. #}
{% macro closest(text, candidates, limit=1) %}
    {%- if not candidates -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set found = run_query(
        'select candidate from unnest(' ~ sql_list(candidates) ~ ') as candidates(candidate)'
        ~ ' where jaro_winkler_similarity(lower(candidate), lower(' ~ sql_text(text) ~ ')) >= 0.7'
        ~ ' order by jaro_winkler_similarity(lower(candidate), lower(' ~ sql_text(text) ~ ')) desc,'
        ~ ' candidate limit ' ~ limit
    ) -%}
    {%- do return(found.columns[0].values() | list) -%}
{% endmacro %}

{# The best of them as words in brackets, or nothing. #}
{% macro did_you_mean(text, candidates) %}
    {%- set best = closest(text, candidates) -%}
    {%- do return(' (did you mean "' ~ best[0] ~ '"?)' if best else '') -%}
{% endmacro %}
