{#
    A value on the scale of a model, with the model's row for the feature. A missing value gets the
    fill of the model.
#}
{% macro scaled_feature(value, model) -%}
    (
                case
                    when {{ model }}.transform = 'log1p'
                        then ln(1 + greatest(coalesce({{ value }}, {{ model }}.fill), 0))
                    else coalesce({{ value }}, {{ model }}.fill)
                end - {{ model }}.centre
            ) / {{ model }}.scale
{%- endmacro %}
