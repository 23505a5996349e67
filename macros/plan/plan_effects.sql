{# The columns of a group of the plan that say what its action is assumed to bring. #}
{% macro plan_effects(plan) -%}
    {%- for column in [
        'revenue_reached', 'margin_rate', 'margin_basis', 'assumed_uplift_low',
        'assumed_uplift_high', 'gain_low', 'gain_high', 'net_gain_low', 'net_gain_high',
        'return_low', 'return_high', 'break_even_uplift', 'no_effect_reason',
    ] -%}
    {{ plan }}.{{ column }}
    {%- if not loop.last %},
    {% endif -%}
    {%- endfor %}
{%- endmacro %}
