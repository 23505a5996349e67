{#
    The models from received lines to orders, roughly in the order of a build. If one of them is
    built without the others, their tables belong to different builds, so the next build computes
    all lines.
#}
{% macro line_models() %}
    {%- set cleaning = [] -%}
    {%- for node in graph.nodes.values()
        if node.resource_type == 'model' and node.package_name == 'clientele'
        and node.fqn[1:3] == ['intermediate', 'cleaning'] -%}
        {%- do cleaning.append(node.name) -%}
    {%- endfor -%}
    {%- do return(
        compared_inputs() + ['input__order_lines']
        + cleaning | sort
        + ['int_orders__states', 'int_orders']
    ) -%}
{% endmacro %}

{# The input models that find what changed. #}
{% macro compared_inputs() %}
    {%- do return([
        'input__changed_blocks', 'input__changed_lines', 'input__changed_orders',
        'input__order_digests',
    ]) -%}
{% endmacro %}

{# The line models whose rows stay from build to build. The others hold the touched orders only. #}
{% macro incremental_models() %}
    {%- set names = [] -%}
    {%- for name in line_models()
        if model_node(name) and model_node(name).config.materialized == 'incremental' -%}
        {%- do names.append(name) -%}
    {%- endfor -%}
    {%- do return(names) -%}
{% endmacro %}

{#
    Tables of one value per product, spelling or build, which depend on all lines. If such a value
    changes, the orders that it concerns are touched, so a build needs the values of the last build.
#}
{% macro compared_models() %}
    {%- set names = [
        'int_cleaning__limits', 'int_cleaning__product_names', 'int_cleaning__spellings',
    ] -%}
    {%- do return(enabled_models(names) if execute else names) -%}
{% endmacro %}

{# Those of some models that are part of the project that is built. #}
{% macro enabled_models(names) %}
    {%- set enabled = [] -%}
    {%- for name in names if model_node(name) -%}
        {%- do enabled.append(name) -%}
    {%- endfor -%}
    {%- do return(enabled) -%}
{% endmacro %}

{# The node of a model of this project, or none if it is disabled. #}
{% macro model_node(name) %}
    {%- do return(graph.get('nodes', {}).get('model.clientele.' ~ name)) -%}
{% endmacro %}

{# The relation of a model as it stands in the working database. #}
{% macro model_relation(name) %}
    {%- set node = model_node(name) -%}
    {%- do return(api.Relation.create(node.database, node.schema, node.alias, type='table')) -%}
{% endmacro %}

{# A table of the project that is not a model, beside the line models. #}
{% macro increment_table(name) %}
    {%- if not execute -%}
        {%- do return('increment__' ~ name) -%}
    {%- endif -%}
    {%- set node = model_node('input__order_lines') -%}
    {%- do return(api.Relation.create(node.database, node.schema, 'increment__' ~ name)) -%}
{% endmacro %}

{# Whether the database knows increments. On other databases, every build computes all lines. #}
{% macro has_increments() %}
    {%- do return(target.type == 'duckdb') -%}
{% endmacro %}

{#
    Whether this build computes only the orders that changed since the last one. It is decided once,
    by plan_increment. A unit test has its own rows, so there it is false. While dbt parses the
    project it is true, so that dbt sees all dependencies.
#}
{% macro is_increment() %}
    {%- if not has_increments() -%}
        {%- do return(false) -%}
    {%- elif not execute -%}
        {%- do return(true) -%}
    {%- elif flags.WHICH not in ['build', 'run'] or model.resource_type != 'model' -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- do return(run_query(
        'select 1 from ' ~ increment_table('marks') ~ ' where build_id = ' ~ sql_text(build_id())
        ~ " and name = 'plan' and value = 'increment'"
    ).rows | length > 0) -%}
{% endmacro %}

{#
    The config of a table whose rows stay from build to build. An incremental build replaces the
    rows of `changed` or of `touched` orders. A database without increments computes the table again
    in each build.
#}
{% macro incremental_by_order(orders) %}
    {{ config(
        materialized='incremental' if has_increments() else 'table',
        incremental_strategy='append',
        on_schema_change='fail',
        pre_hook="{{ forget_" ~ orders ~ "_orders(this) }}",
        post_hook="{{ mark_increment(model.name) }}",
    ) }}
{%- endmacro %}
