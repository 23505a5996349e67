{#
    Number of possible rules of 2 to max_items from the given number of items, as a double. A rule
    and its reverse share their test and count once, so k items have 2^(k-1) - 1 rules.
#}
{% macro possible_rules(items, max_items) -%}
    cast(
        {%- for size in range(2, max_items + 1) %}
        case
            when {{ items }} < {{ size }} then 0
            else {{ 2 ** (size - 1) - 1 }} * round(exp(
                {{ ln_factorial(items) }} - {{ ln_factorial(size) }}
                - {{ ln_factorial(items ~ ' - ' ~ size) }}
            ))
        end
        {{ '+' if not loop.last }}
        {%- endfor %}
        as double
    )
{%- endmacro %}
