{%- set chosen = var('excluded_products') -%}

{%- if chosen is none -%}

with codes as (

    select * from {{ ref('excluded_products') }}
    where dataset = '{{ dataset() }}'

)

select distinct cast(upper({{ trimmed('product_id') }}) as string) as product_id
from codes

{%- elif chosen -%}

{% for product_id in chosen | map('string') | map('trim') | map('upper') | unique | sort -%}
select cast('{{ product_id | replace("'", "''") }}' as string) as product_id
{{ 'union all' if not loop.last }}
{% endfor %}

{%- else -%}

{{ empty_relation({'product_id': 'string'}) }}

{%- endif %}
