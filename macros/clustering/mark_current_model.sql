{# Marks the model of this run as the current one among all models ever fitted. #}
{% macro mark_current_model(models) -%}
    {{ return(adapter.dispatch('mark_current_model', 'clientele')(models)) }}
{%- endmacro %}

{% macro default__mark_current_model(models) -%}
    update {{ models }}
    set is_current = (
        model_id in (select model_id from {{ ref('int_clustering__model') }})
    )
{%- endmacro %}

{# A table of Parquet files has no `update`, so it is written again. #}
{% macro spark__mark_current_model(models) -%}
    {%- if execute -%}
        {%- set columns = [] -%}
        {%- for column in adapter.get_columns_in_relation(models)
            if column.name != 'is_current' -%}
            {%- do columns.append(column.name) -%}
        {%- endfor -%}
        {%- do adapter.replace_rows(
            models,
            'select ' ~ columns | join(', ') ~ ', model_id in (select model_id from '
            ~ ref('int_clustering__model') ~ ') as is_current from ' ~ models
        ) -%}
    {%- endif -%}
{%- endmacro %}
