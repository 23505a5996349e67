{# The sentence of recommendation_reasons, with the name of the item or segment inserted. #}
{% macro because(name) -%}
replace(words.because, '{}', {{ name }})
{%- endmacro %}

{# The source that is published. How often a customer buys an item only changes the sentence. #}
{% macro published_source(source) -%}
case when {{ source }} in ('before', 'daily') then 'repeat' else {{ source }} end
{%- endmacro %}

{# The task that customer_recommendations answers, by the var recommend_repeat_purchases. #}
{% macro published_task() -%}
    {%- do return('whole_basket' if var('recommend_repeat_purchases') else 'next_basket') -%}
{%- endmacro %}
