{# Of all models ever fitted, the one that this run fits is the current one. #}
{% macro mark_current_model(models) -%}
    update {{ models }}
    set is_current = (
        model_id in (select model_id from {{ ref('int_clustering__model') }})
    )
{%- endmacro %}
