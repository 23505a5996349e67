{#
    The input of the frequency score. It is the frequency, or under `first_come` the rank of the
    customer by frequency and customer_id. Ranks give equal customers different scores. `first_come`
    exists only to reproduce published figures.
#}
{% macro scored_frequency() -%}
    {%- if var('rfm_method') == 'first_come' -%}
        row_number() over (
            partition by as_of_date
            order by frequency asc nulls last, customer_id asc nulls last
        )
    {%- else -%}
        frequency
    {%- endif -%}
{%- endmacro %}
