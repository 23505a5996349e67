{%- set kept = [] -%}
{%- if var('guest_orders') == 'keep' %}{% do kept.append('no_customer') %}{% endif -%}
{%- if not var('deduplicate') %}{% do kept.append('exact_duplicate') %}{% endif -%}

with findings as (

    select * from {{ ref('int_quality__findings') }}

)

select
    findings.check_name,
    checks.check_order,
    cast(findings.lines as integer) as lines,
    cast(findings.lines / findings.received as decimal(9, 6)) as share,
    cast(coalesce(findings.revenue, 0) as decimal(18, 4)) as revenue,
    cast(coalesce(findings.rejected_lines, 0) as integer) as rejected_lines,
    {%- if kept %}
    case
        when findings.check_name in ('{{ kept | join("', '") }}')
            then checks.{{ label('treatment_if_kept') }}
        else checks.{{ label('treatment') }}
    end as treatment
    {%- else %}
    checks.{{ label('treatment') }} as treatment
    {%- endif %}
from findings
inner join {{ ref('data_quality_checks') }} as checks
    on findings.check_name = checks.check_name
where findings.received > 0
order by checks.check_order
