{#
    CTEs that end in `merged`, with the final customer of each merged customer. A customer may be
    merged into a customer who is merged too. Each round doubles the distance, so ten rounds follow
    a chain of a thousand merges.
#}
{% macro followed_merges() -%}
    with round_0 as (

        select distinct
            nullif(trim(cast(customer_id as string)), '') as customer_id,
            nullif(trim(cast(merged_into as string)), '') as merged_into
        from {{ ref_by_var('customer_merges') }}
        where trim(cast(customer_id as string)) <> trim(cast(merged_into as string))

    ),

    {% for round in range(1, 11) -%}
    round_{{ round }} as (

        select
            near.customer_id,
            coalesce(far.merged_into, near.merged_into) as merged_into
        from round_{{ round - 1 }} as near
        left join round_{{ round - 1 }} as far
            on near.merged_into = far.customer_id

    ),

    {% endfor -%}
    merged as (

        select * from round_10

    )
{%- endmacro %}

{# One sentence about what is wrong with the merges, or none. #}
{% macro merge_problem() %}
    {%- set relation = load_relation(ref_by_var('customer_merges')) if execute else none -%}
    {%- if not relation -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set start = 'The seed or model ' ~ var('customer_merges')
        ~ ', named by the var customer_merges, ' -%}
    {%- set found = adapter.get_columns_in_relation(relation) | map(attribute='name')
        | map('lower') | list -%}
    {%- for column in ['customer_id', 'merged_into'] if column not in found -%}
        {%- do return(start ~ 'has no column ' ~ column ~ '; it has ' ~ found | join(', ')
            ~ ': add it, or set customer_merges to null.') -%}
    {%- endfor -%}
    {%- set empty = run_query(
        "select count(*) from " ~ relation ~ " where coalesce(trim(cast(customer_id as string)),"
        ~ " '') = '' or coalesce(trim(cast(merged_into as string)), '') = ''"
    ).rows[0][0] -%}
    {%- if empty -%}
        {%- do return(start ~ 'has ' ~ empty ~ ' rows without customer_id or merged_into: fill in'
            ~ ' both, or remove the rows.') -%}
    {%- endif -%}
    {%- set twice = run_query(
        'select trim(cast(customer_id as string)), min(trim(cast(merged_into as string))),'
        ~ ' max(trim(cast(merged_into as string))) from ' ~ relation
        ~ ' group by 1 having min(trim(cast(merged_into as string)))'
        ~ ' <> max(trim(cast(merged_into as string))) order by 1 limit 1'
    ).rows -%}
    {%- if twice | length -%}
        {%- do return(start ~ 'merges customer "' ~ twice[0][0] ~ '" into both "' ~ twice[0][1]
            ~ '" and "' ~ twice[0][2] ~ '": keep one of the two rows.') -%}
    {%- endif -%}
    {%- set circles = run_query(
        followed_merges() ~ ' select merged.customer_id from merged inner join merged as others'
        ~ ' on merged.merged_into = others.customer_id order by 1 limit 1'
    ).rows -%}
    {%- if circles | length -%}
        {%- do return(start ~ 'merges customer "' ~ circles[0][0] ~ '" in a circle, or over more'
            ~ ' than a thousand others: remove the row that leads back.') -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}
