{# Days in the unit of time of the value models. #}
{% macro value_unit_days() -%}
    {%- do return({'days': 1, 'weeks': 7}[var('value_time_unit')]) -%}
{%- endmacro %}

{#
    The chance that a customer still orders. Without leaving (`a` is null) it is 1. MBG/NBD, see
    clientele.value.
#}
{% macro chance_alive(models, history) -%}
    coalesce(
        1 / (
            1 + {{ models }}.a / ({{ models }}.b + {{ history }}.repeat_orders) * power(
                ({{ models }}.alpha + {{ history }}.tenure)
                / ({{ models }}.alpha + {{ history }}.recency),
                {{ models }}.r + {{ history }}.repeat_orders
            )
        ),
        cast(1 as double)
    )
{%- endmacro %}

{# The horizon as a share of alpha, tenure and horizon together: below 1. #}
{% macro horizon_share(models, history) -%}
    {{ models }}.horizon / ({{ models }}.alpha + {{ history }}.tenure + {{ models }}.horizon)
{%- endmacro %}

{#
    Number of terms after which the series of orders_if_alive changes by less than 1e-15 of the
    largest term. A horizon far longer than the tenure needs more of them.
#}
{% macro series_terms(share) -%}
    cast(least(ceil(-34.5 / ln({{ share }})) + 20, 20000) as integer)
{%- endmacro %}

{#
    Orders that a customer who still orders is expected to place in the horizon. The relation has
    the parameters and repeat_orders (x), tenure, share (z) and terms.

    The hypergeometric function of the published formula converges slowly. By Euler's transformation
    it is (1 - z)^(a - 1) × 2F1(a + b - r, a - 1; a + b + x; z), of which the first term cancels
    against the 1 of the formula. The difference of near numbers is a hyperbolic sine.
#}
{% macro orders_if_alive(relation) -%}
    {%- set row = relation -%}
    {%- set decay = '(' ~ row ~ '.a - 1) * ln(1 - ' ~ row ~ '.share)' -%}
    case
        when {{ row }}.a is null
            then ({{ row }}.r + {{ row }}.repeat_orders) / ({{ row }}.alpha + {{ row }}.tenure)
                * {{ row }}.horizon
        else ({{ row }}.a + {{ row }}.b + {{ row }}.repeat_orders) * (
            case
                when {{ row }}.a = 1 then -ln(1 - {{ row }}.share)
                else -2 * exp(({{ decay }}) / 2) * sinh(({{ decay }}) / 2) / ({{ row }}.a - 1)
            end
            - exp({{ decay }})
            * ({{ row }}.a + {{ row }}.b - {{ row }}.r)
            / ({{ row }}.a + {{ row }}.b + {{ row }}.repeat_orders) * {{ row }}.share
            * {{ nested_sum(
                '(' ~ row ~ '.a + ' ~ row ~ '.b - ' ~ row ~ '.r + 1 + step) * (' ~ row
                ~ '.a + step) / ((' ~ row ~ '.a + ' ~ row ~ '.b + ' ~ row
                ~ '.repeat_orders + 1 + step) * (step + 2)) * ' ~ row ~ '.share',
                row ~ '.terms'
            ) }}
        )
    end
{%- endmacro %}

{#
    The mean revenue per order that is expected of a customer: between their own mean and that of
    all customers. Gamma-Gamma, see clientele.value.
#}
{% macro expected_order_value(models, orders, revenue) -%}
    {{ models }}.p * ({{ models }}.gamma + cast({{ revenue }} as double))
    / ({{ models }}.p * {{ orders }} + {{ models }}.q - 1)
{%- endmacro %}

{# The number of elements of an ascending list of doubles that are less than a limit. #}
{% macro count_below(list, limit) -%}
    {{ return(adapter.dispatch('count_below', 'clientele')(list, limit)) }}
{%- endmacro %}

{% macro default__count_below(list, limit) -%}
    size(filter({{ list }}, element -> element < {{ limit }}))
{%- endmacro %}

{% macro duckdb__count_below(list, limit) -%}
    len(list_filter({{ list }}, lambda element: element < {{ limit }}))
{%- endmacro %}
