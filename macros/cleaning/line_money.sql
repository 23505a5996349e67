{#
    The cost of what is left of an accepted line after returns. A line without units has money but
    no goods, so unit_cost says nothing about its cost. The test for null saves the multiplication
    where no cost is mapped.
#}
{% macro line_cost() -%}
    case
        when unit_cost_worth is not null and quantity > 0 then
            {{ exact_product('unit_cost_worth', '(quantity - cancelled_quantity)') }}
    end
{%- endmacro %}

{# What is left of its money. #}
{% macro line_revenue() -%}
    cast(worth - cancelled_amount as decimal(28, 6))
{%- endmacro %}
