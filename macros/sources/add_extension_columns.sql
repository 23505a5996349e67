{#
    Adds the x_* columns of `customers` to a table with a customer_id. Each source has its own, so
    no contract can list them. The contract applies to all columns before them. Rows are inserted in
    the order in which they are stored. In any other order, an update within an uncommitted
    transaction takes forty times as long.
#}
{% macro add_extension_columns(relation, customers) %}
    {%- set names = extension_columns(customers) -%}
    {%- for name in names %}
    alter table {{ relation }} add column {{ name }} {{ column_type(customers, name) }};
    {%- endfor %}
    {%- if names %}
    update {{ relation }} as enriched
    set
        {%- for name in names %}
        {{ name }} = stored.{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            target.rowid as row_number,
            customers.{{ names | join(',\n            customers.') }}
        from {{ relation }} as target
        inner join {{ customers }} as customers
            on target.customer_id = customers.customer_id
        order by target.rowid
    ) as stored
    where enriched.rowid = stored.row_number;
    {%- endif %}
{% endmacro %}

{# The type of a column of a relation. #}
{% macro column_type(relation, name) %}
    {%- for column in adapter.get_columns_in_relation(relation) if column.name == name -%}
        {%- do return(column.data_type) -%}
    {%- endfor -%}
{% endmacro %}
