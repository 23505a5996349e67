{% if var('customer_merges') -%}
{%- set problem = merge_problem() -%}
{%- if problem -%}
    {%- do exceptions.raise_compiler_error(problem) -%}
{%- endif -%}

{{ followed_merges() }}

select
    customer_id,
    merged_into
from merged

{%- else -%}

{{ empty_relation({
    'customer_id': 'string',
    'merged_into': 'string',
}) }}

{%- endif %}
