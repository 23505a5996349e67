{#
    What the frequency score looks at: the frequency, or under `first_come` the customer's place
    in the order of frequency and customer_id. Places split equal customers over two scores; they
    are here to reproduce published figures, never to be preferred.
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
