{#
    1 + r(0) (1 + r(1) (1 + … r(terms - 1))), computed from the inside out. It is the sum of a
    series in which each term is the previous term times a ratio r of its position `step`.
#}
{% macro nested_sum(ratio, terms) -%}
    {{ return(adapter.dispatch('nested_sum', 'clientele')(ratio, terms)) }}
{%- endmacro %}

{% macro default__nested_sum(ratio, terms) -%}
    aggregate(
            if({{ terms }} = 0, array(), reverse(sequence(0, {{ terms }} - 1))), double(1),
            (inner_sum, step) -> 1 + inner_sum * {{ ratio }}
        )
{%- endmacro %}

{#
    The initial value is the first element. As an argument, it makes DuckDB read columns of other
    rows in the ratio.
#}
{% macro duckdb__nested_sum(ratio, terms) -%}
    list_reduce(
            list_prepend(cast(1 as double), cast(range({{ terms }} - 1, -1, -1) as double[])),
            lambda inner_sum, step: 1 + inner_sum * {{ ratio }}
        )
{%- endmacro %}
