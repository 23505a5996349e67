{#
    Adds the x_* columns of input__customers to a table with a customer_id. They are the source's
    own, so no contract can list them: the contract holds for all that stands before them.
#}
{% macro add_extension_columns(relation) %}
    {%- set customers = ref('input__customers') -%}
    {%- for column in extension_columns(customers) %}
    alter table {{ relation }} add column {{ column }} {{ extension_type(customers, column) }};
    {%- endfor %}
    {%- if extension_columns(customers) %}
    update {{ relation }} as enriched
    set
        {%- for column in extension_columns(customers) %}
        {{ column }} = customers.{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ customers }} as customers
    where enriched.customer_id = customers.customer_id;
    {%- endif %}
{% endmacro %}

{# The type of one of a relation's columns. #}
{% macro extension_type(relation, name) %}
    {%- for column in adapter.get_columns_in_relation(relation) if column.name == name -%}
        {%- do return(column.data_type) -%}
    {%- endfor -%}
{% endmacro %}
