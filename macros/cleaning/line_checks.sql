{#
    What is wrong with a line, by the name of the check, as a condition on the columns of
    int_cleaning__settled. A line can have several of these.
#}
{% macro line_checks() %}
    {%- do return({
        'no_customer': 'is_guest',
        'cancelled': 'is_cancelled or is_return',
        'quantity_not_positive': 'is_without_quantity',
        'price_not_positive': 'is_without_price',
        'exact_duplicate': 'is_duplicate',
        'excluded_product': 'is_excluded_product',
        'bad_date': 'is_without_date',
        'implausible_date': 'is_implausible_date',
        'after_as_of_date': 'is_after_as_of_date',
        'other_currency': 'is_other_currency',
        'undone': "reason = 'undone'",
        'partly_undone': 'reason is null and cancelled_amount > 0',
        'cancellation_netted': 'is_netted',
        'cancellation_unmatched': 'is_unmatched',
        'return_price_differs': 'is_netted and not is_unmatched and netted_amount <> abs(worth)',
        'quantity_unknown': 'reason is null and is_without_quantity',
        'order_id_reused': 'is_of_reused_number',
        'currency_converted': 'reason is null and rate <> 1',
        'name_aligned': 'reason is null and product_name <> aligned_name',
    }) -%}
{% endmacro %}

{#
    All checks that find a line in one number, because a column per check would make the table of
    lines twice as wide. Check number n of line_checks, from 0, adds 2 to the power of n.
#}
{% macro checks_of_line() -%}
    cast(
            {%- for condition in line_checks().values() %}
            case when {{ condition }} then {{ 2 ** loop.index0 }} else 0 end
            {{- ' +' if not loop.last }}
            {%- endfor %}
            as integer
        )
{%- endmacro %}

{# A condition: whether the bit of a check is set in such a number. #}
{% macro has_check(checks, check) -%}
    {%- set place = line_checks().keys() | list -%}
    ({{ checks }} & {{ 2 ** place.index(check) }}) > 0
{%- endmacro %}
