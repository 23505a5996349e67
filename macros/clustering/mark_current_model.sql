{# Marks the model of this run as the current one among all models ever fitted. #}
{% macro mark_current_model(models) -%}
    update {{ models }}
    set is_current = (
        model_id in (select model_id from {{ ref('int_clustering__model') }})
    )
{%- endmacro %}
