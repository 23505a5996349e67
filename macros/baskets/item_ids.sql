{# The items of a list with their levels, because a category can have the name of a product. #}
{% macro labelled_items(items, levels) -%}
    {{ return(adapter.dispatch('labelled_items', 'clientele')(items, levels)) }}
{%- endmacro %}

{% macro default__labelled_items(items, levels) -%}
    zip_with({{ items }}, {{ levels }}, (item, item_level) -> concat(item_level, ' ', item))
{%- endmacro %}

{% macro duckdb__labelled_items(items, levels) -%}
    list_transform(
        list_zip({{ levels }}, {{ items }}), lambda pair: concat(pair[1], ' ', pair[2])
    )
{%- endmacro %}

{#
    The text that an id of some lists of items is made of. Items of the finest level are named
    alone, so they have the same id with and without other levels. A category can have the name of a
    product, so lists with a category name the levels of all lists too.
#}
{% macro items_text(lists) -%}
    {%- set names, levels = [], [] -%}
    {%- for list, list_levels in lists -%}
        {%- do names.append(list_text(list)) -%}
        {%- do levels.append(list_text(list_levels)) -%}
    {%- endfor -%}
    concat({{ names | join(', ') }}
    {%- if basket_levels() | length > 1 -%}
        , case
            when concat({{ levels | join(', ') }}) like '%"category"%'
                then concat({{ levels | join(', ') }})
            else ''
        end
    {%- endif -%}
    )
{%- endmacro %}
