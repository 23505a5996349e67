{#
    A digest of the received lines of each order and customer, with the reviews of the order, as the
    relations `received` and `reviews` hold them. The digest is a sum of hashes, so it depends
    neither on the order of the rows nor on their file. If a line is new, removed or changed in any
    column, the digest of its order differs.
#}
{% macro order_digests(received, reviews) -%}
    with hashed as (

        select
            order_id,
            customer_id,
            count(*) as lines,
            {{ line_digest() }} as digest
        from {{ received }}
        group by
            order_id,
            customer_id
        {%- if reviews is not none %}

        union all

        select
            order_id,
            null as customer_id,
            0 as lines,
            {{ review_digest() }} as digest
        from {{ reviews }}
        group by order_id
        {%- endif %}

    ),

    merged as (select * from {{ ref('input__customer_merges') }})

    select
        nullif({{ trimmed('cast(hashed.order_id as string)') }}, '') as order_id,
        coalesce(
            merged.merged_into, nullif({{ trimmed('cast(hashed.customer_id as string)') }}, '')
        ) as customer_id,
        cast(hashed.lines as bigint) as lines,
        cast(hashed.digest as hugeint) as digest,
        {{ order_block('hashed.order_id') }} as order_block
    from hashed
    left join merged
        on {{ trimmed('cast(hashed.customer_id as string)') }} = merged.customer_id
{%- endmacro %}

{# The digests of the received lines and reviews of each block, which may be two rows. #}
{% macro block_digests(received, reviews) -%}
    select
        {{ order_block('order_id') }} as order_block,
        {{ line_digest() }} as digest
    from {{ received }}
    group by {{ order_block('order_id') }}
    {%- if reviews is not none %}

    union all

    select
        {{ order_block('order_id') }} as order_block,
        {{ review_digest() }} as digest
    from {{ reviews }}
    group by {{ order_block('order_id') }}
    {%- endif %}
{%- endmacro %}

{# The digest of a group of received lines. The sum of hashes of 64 bits is exact in 128 bits. #}
{% macro line_digest() -%}
    sum(hash(order_id, customer_id, {{ order_line_columns() | join(', ') }}))
{%- endmacro %}

{# The same for a group of reviews. #}
{% macro review_digest() -%}
    sum(hash(order_id, score))
{%- endmacro %}

{#
    The block of a received order. A build compares the digests of whole blocks first, because a sum
    per block needs half of the time of a sum per order. If there were more blocks, each would hold
    fewer lines, but their sums would take longer.
#}
{% macro order_block(order_id) -%}
    cast(hash({{ order_key('cast(' ~ order_id ~ ' as string)') }}) % 262144 as integer)
{%- endmacro %}

{# The columns of a received line that are not the key of its digest. #}
{% macro order_line_columns() %}
    {%- do return([
        'order_line_id', 'product_id', 'product_name', 'category', 'channel', 'country',
        'ordered_at', 'quantity', 'amount', 'refunded_amount', 'discount_amount', 'currency',
        'unit_cost', 'is_cancelled',
    ]) -%}
{% endmacro %}

{#
    The digests of the last build, which the model input__order_digests replaces after this build
    has compared them. So they are not a `ref`, which would wait for that model.
#}
{% macro last_digests() %}
    {%- do return(model_relation('input__order_digests') if execute else 'input__order_digests') -%}
{% endmacro %}

{# The cleaned lines of the last build, before this build replaces those of touched orders. #}
{% macro last_lines() %}
    {%- do return(model_relation('int_cleaning__lines') if execute else 'int_cleaning__lines') -%}
{% endmacro %}
