{#
    The columns <name>_low and <name>_high, the 95 % interval of the difference of two shares of the
    same questions, from the questions that only the first or only the second answered. Half a
    question is added to each of the four cases (Agresti and Min 2005), so that few questions or
    equal answers do not end in an interval without width. A difference of shares is from -1 to 1,
    and so is its interval.
#}
{% macro difference_interval(first, second, whole, name) -%}
    {%- for end, sign in [('low', '-'), ('high', '+')] -%}
    cast({{ 'greatest(-1, ' if end == 'low' else 'least(1, ' }}(
        {{ first }} - {{ second }}
        {{ sign }} 1.96 * sqrt(
            {{ first }} + {{ second }} + 1
            - power({{ first }} - {{ second }}, 2) / ({{ whole }} + 2)
        )
    ) / ({{ whole }} + 2)) as decimal(9, 6)) as {{ name }}_{{ end }}
    {%- if not loop.last %},
    {% endif %}
    {%- endfor %}
{%- endmacro %}
