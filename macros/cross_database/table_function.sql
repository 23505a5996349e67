{#
    A table function on Spark: a SQL function that returns the rows of the model. Unlike DuckDB,
    Spark needs the types of the parameters, which `meta: parameter_types` of the model has.
#}
{% materialization table_function, adapter='spark' %}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        {{ create_table_function(
            this.include(database=false), config.get('parameters'),
            config.get('meta').parameter_types, sql
        ) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do return({'relations': []}) -%}
{% endmaterialization %}

{# The statement that creates the function. `name := value` is a parameter with a default. #}
{% macro create_table_function(relation, parameters, types, sql) -%}
    create or replace function {{ relation }}(
        {%- for parameter in parameters %}
        {%- set name, _, default = parameter.partition(':=') %}
        {{ name | trim }} {{ types[name | trim] }}
        {%- if default %} default {{ default | trim }}{% endif %}
        {{- ',' if not loop.last }}
        {%- endfor %}
    ) returns table return
    {{ sql }}
{%- endmacro %}
