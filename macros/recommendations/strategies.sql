{#
    The strategies that compete to be production, per task, as rows of a select. `measure` is what
    scores an item: a list, a link from the evidence, or the purchases of the customer. The score is
    multiplied by the demand for the item (has_demand) and by the repeat weight. The simplest
    strategies are last: they win a tie, and the first one is used if nothing can be asked.
#}
{% macro strategy_rows() %}
    {%- set new, whole, basket = 'next_basket', 'whole_basket', 'hidden_item' -%}
    {%- set everywhere = [new, whole, basket] -%}
    {%- set strategies = [
        ('ease_recent', 'ease', 'history', everywhere, everywhere, []),
        ('ease', 'ease', 'history', everywhere, [], []),
        ('times_bought_recent', 'times_bought', 'repeat', [whole], [whole], []),
        ('decayed_frequency', 'decayed_times', 'repeat', [whole], [whole], []),
        ('times_bought', 'times_bought', 'repeat', [whole], [], []),
        ('rules_by_strength', 'strength', 'association', everywhere, [new, whole], [whole, basket]),
        ('rules_by_confidence', 'confidence', 'association', [new, basket], [], []),
        ('rules_by_lift', 'lift', 'association', [new, basket], [], []),
        ('item_cosine', 'cosine', 'association', [new, basket], [], []),
        ('segment_favourites', 'segment_favourites', 'segment', everywhere, [], []),
        ('recent_popularity', 'recent_popularity', 'popular', everywhere, [], []),
        ('popularity', 'popularity', 'popular', everywhere, [], []),
    ] -%}
    {%- set rows = [] -%}
    {%- for strategy, measure, source, tasks, with_demand, with_repeats in strategies -%}
        {%- set number = loop.index -%}
        {%- for task in tasks -%}
            {%- do rows.append(
                "('" ~ [task, strategy, measure, source] | join("', '") ~ "', "
                ~ [number, task in with_demand, task in with_repeats] | join(', ') | lower ~ ')'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do return(rows) -%}
{% endmacro %}

{# The names of the strategies of a task. #}
{% macro strategies_of(task) %}
    {%- set names = [] -%}
    {%- for row in strategy_rows() if row.startswith("('" ~ task ~ "'") -%}
        {%- do names.append(row.split("'")[3]) -%}
    {%- endfor -%}
    {%- do return(names) -%}
{% endmacro %}

{# The tasks that strategies are evaluated on. #}
{% macro recommendation_tasks() %}
    {%- do return(['next_basket', 'whole_basket', 'hidden_item']) -%}
{% endmacro %}

{# A select of two columns with one row per entry of a map of texts; without entries, no row. #}
{% macro rows_of_map(map, key, value) -%}
    {%- for name, text in map.items() %}
    select
        '{{ name }}' as {{ key }},
        '{{ text }}' as {{ value }}
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- else %}
    select
        cast(null as string) as {{ key }},
        cast(null as string) as {{ value }}
    where false
    {%- endfor %}
{%- endmacro %}

{# Whether a value maps tasks to strategies that compete for them. #}
{% macro is_strategy_map(value) %}
    {%- if value is not mapping -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- for task, strategy in value.items() if strategy not in strategies_of(task) -%}
        {%- do return(false) -%}
    {%- endfor -%}
    {%- do return(true) -%}
{% endmacro %}
