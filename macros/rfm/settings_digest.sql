{# A name for the vars that decide scores and segments: history is comparable only under equal ones. #}
{% macro settings_digest() %}
    {%- set settings = [] -%}
    {%- for name in [
        'cancellations', 'deduplicate', 'excluded_products', 'rfm_scores', 'rfm_method',
        'segment_map',
    ] -%}
        {%- do settings.append(name ~ '=' ~ var(name)) -%}
    {%- endfor -%}
    {%- do return(local_md5(dataset() ~ settings | join(';'))[:12]) -%}
{% endmacro %}

{# Takes out of an incremental table what was computed under other vars, so that all is added anew. #}
{% macro forget_other_settings(relation) -%}
    {%- if execute and is_incremental() -%}
    delete from {{ relation }} where settings_id <> '{{ settings_digest() }}'
    {%- endif -%}
{%- endmacro %}
