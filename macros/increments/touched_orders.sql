{#
    The key of the orders that are computed together although they have no line in common: orders of
    a number that was used again (R-7 and R-7@2024-06-10), and lines of guests without an order.
#}
{% macro order_family(order_id) -%}
    case
            when {{ order_id }} is null or {{ order_id }} like 'guest-%' then ''
            when substr({{ order_id }}, length({{ order_id }}) - 10, 1) = '@'
                then regexp_replace({{ order_id }}, '(@\d{4}-\d{2}-\d{2})+$', '')
            else {{ order_id }}
        end
{%- endmacro %}

{# The same for a received order, whose number is not split yet. #}
{% macro order_key(order_id) -%}
    case
            when {{ order_id }} is null or {{ order_id }} like 'guest-%' then ''
            else {{ order_id }}
        end
{%- endmacro %}

{# A condition: whether a received line belongs to a touched order. #}
{% macro is_of_touched_number(order_id) -%}
    coalesce({{ order_id }}, '') in (
        select touched.order_id from {{ ref('int_cleaning__touched_orders') }} as touched
    )
{%- endmacro %}

{#
    A condition: whether a row belongs to a touched order. In a full build, every row does. The
    order may be a part of a number that was used again, before this build or now.
#}
{% macro is_of_touched_order(order_id) -%}
    {%- if is_increment() -%}
    coalesce({{ order_id }}, '') in (
            select touched.order_id from {{ ref('int_cleaning__touched_orders') }} as touched
            union all
            select split.order_id from {{ ref('int_cleaning__reused_order_ids') }} as split
        )
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}

{#
    The same for the rows of a table that this build has written. It added the rows of touched
    orders at the end. So the database finds them by their order alone, and reads the other columns
    of these last rows only.
#}
{% macro is_of_touched_row(relation) -%}
    {%- if is_increment() -%}
    rowid in (select rowid from {{ relation }} where {{ is_of_touched_order('order_id') }})
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}

{#
    Pre-hook of an incremental table: deletes the rows of touched orders, before the model adds them
    as they are now. Both are one transaction, so a killed build leaves the rows of the build
    before.
#}
{% macro forget_touched_orders(relation) -%}
    {%- if is_increment() -%}
    delete from {{ relation }} where {{ is_of_touched_order('order_id') }}
    {%- endif -%}
{%- endmacro %}

{# The same for the received lines and their digests, of which only changed orders are replaced. #}
{% macro forget_changed_orders(relation) -%}
    {%- if is_increment() -%}
    delete from {{ relation }} where {{ order_key('order_id') }} in (
        select {{ order_key('changed.order_id') }}
        from {{ ref('input__changed_orders') }} as changed
    )
    {%- endif -%}
{%- endmacro %}

{# A condition: whether a line as received is of an order that is new or changed. #}
{% macro is_of_changed_order(order_id) -%}
    {%- if is_increment() -%}
    coalesce({{ order_id }}, '') in (
            select coalesce(changed.order_id, '') from {{ ref('input__changed_orders') }} as changed
        )
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}

{# The lines as received that this build reads: all of them, or those of changed blocks. #}
{% macro received_lines() %}
    {%- set all_lines = adapter_relation('order_lines') -%}
    {%- if all_lines is none or not has_increments() -%}
        {%- do return(all_lines) -%}
    {%- endif -%}
    {%- do return(ref('input__changed_lines') if is_increment() else all_lines) -%}
{% endmacro %}

{# The lines that this build cleans: all of them, or those of touched orders. #}
{% macro lines_to_clean() %}
    {%- if not execute -%}
        {%- do ref('int_cleaning__touched_lines') if has_increments() -%}
        {%- do return(ref('input__order_lines')) -%}
    {%- endif -%}
    {%- do return(
        ref('int_cleaning__touched_lines') if is_increment() else ref('input__order_lines')
    ) -%}
{% endmacro %}

{#
    Post-hook of an incremental table: notes in the same transaction that this build wrote it. A
    build continues the last one only if that one wrote all incremental tables.
#}
{% macro mark_increment(name) -%}
    {%- if execute and has_increments() and flags.WHICH in ['build', 'run'] and not flags.EMPTY -%}
    insert into {{ increment_table('marks') }} (build_id, name, value)
    values ({{ sql_text(build_id()) }}, {{ sql_text(name) }}, 'built')
    {%- endif -%}
{%- endmacro %}

{#
    Follows orders and customers until no order is added: all orders of the customers of an order.
    `families` (order_family) and `pairs` (order_family, customer_id) are names of CTEs. Almost each
    order has one customer, so two or three rounds suffice.
#}
{% macro families_of_customers(families, pairs) -%}
    with recursive reached as (

        select order_family
        from {{ families }}

        union

        select theirs.order_family
        from reached
        inner join {{ pairs }} as own
            on reached.order_family = own.order_family
        inner join {{ pairs }} as theirs
            on own.customer_id = theirs.customer_id

    )

    select order_family
    from reached
{%- endmacro %}
