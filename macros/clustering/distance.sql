{#
    A feature on the scale of a model, from the model's row of that feature; a missing value is
    taken as the model fills it.
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

{#
    The Euclidean distance to a cluster, from the columns of `customers` or from the parameters of
    a function. Squares are added in the order of the features, so that the sum is the same
    wherever it is taken.
#}
{% macro distance_to_cluster(features, as_parameters=false) -%}
    sqrt(
            {%- for feature in features %}
            {{ '+ ' if not loop.first }}power(
            {{ scaled_feature(
                feature if as_parameters else 'customers.' ~ feature, 'model_' ~ feature
            ) }} - model_{{ feature }}.centroid_scaled, 2)
            {%- endfor %}
        )
{%- endmacro %}
