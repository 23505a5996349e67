{#
    Adds the x_* columns of `customers` to a table with a customer_id. They are the source's own,
    so no contract can list them: the contract holds for all that stands before them.
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
        {{ name }} = customers.{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ customers }} as customers
    where enriched.customer_id = customers.customer_id;
    {%- endif %}
{% endmacro %}

{# The type of one of a relation's columns. #}
{% macro column_type(relation, name) %}
    {%- for column in adapter.get_columns_in_relation(relation) if column.name == name -%}
        {%- do return(column.data_type) -%}
    {%- endfor -%}
{% endmacro %}
