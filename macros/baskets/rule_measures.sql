{#
    The measures of a rule by their names. Of n orders, a contain the antecedents, c contain the
    consequents, and x contain both. The arguments are SQL of doubles. The published table stores
    the counts and computes the measures when they are read, so the SQL must be the same.
#}
{% macro rule_measures(x, a, c, n) %}
    {%- set surplus = '(' ~ x ~ ' * ' ~ n ~ ' - ' ~ a ~ ' * ' ~ c ~ ')' -%}
    {%- do return({
        'antecedent_support': a ~ ' / ' ~ n,
        'consequent_support': c ~ ' / ' ~ n,
        'support': x ~ ' / ' ~ n,
        'confidence': x ~ ' / ' ~ a,
        'lift': x ~ ' * ' ~ n ~ ' / (' ~ a ~ ' * ' ~ c ~ ')',
        'leverage': surplus ~ ' / (' ~ n ~ ' * ' ~ n ~ ')',
        'conviction': 'case when ' ~ x ~ ' < ' ~ a ~ ' then ' ~ a ~ ' * (' ~ n ~ ' - ' ~ c ~ ') / ('
            ~ n ~ ' * (' ~ a ~ ' - ' ~ x ~ ')) end',
        'zhang': zero_if_undefined(
            surplus,
            'greatest(' ~ x ~ ' * (' ~ n ~ ' - ' ~ a ~ '), ' ~ a ~ ' * (' ~ c ~ ' - ' ~ x ~ '))'
        ),
        'jaccard': x ~ ' / (' ~ a ~ ' + ' ~ c ~ ' - ' ~ x ~ ')',
        'cosine': x ~ ' / sqrt(' ~ a ~ ' * ' ~ c ~ ')',
        'kulczynski': '(' ~ x ~ ' / ' ~ a ~ ' + ' ~ x ~ ' / ' ~ c ~ ') / 2',
        'certainty': zero_if_undefined(surplus, a ~ ' * (' ~ n ~ ' - ' ~ c ~ ')'),
    }) -%}
{% endmacro %}

{# A ratio of two counts. If a side of a rule is in every order, its measure is undefined. #}
{% macro zero_if_undefined(numerator, denominator) -%}
coalesce({{ numerator }} / nullif({{ denominator }}, 0), 0)
{%- endmacro %}
