with findings as (select * from {{ ref('int_quality__findings') }}),

checks as (select * from {{ ref('data_quality_checks') }}),

limits as (select * from {{ ref('int_cleaning__limits') }}),

words as (

    select * from {{ ref('data_quality_words') }}
    where language = '{{ var("language") }}'

)

select
    findings.check_name,
    checks.check_order,
    cast(findings.lines as integer) as lines,
    {{ rounded('findings.lines / findings.received', 9, 6) }} as share,
    cast(coalesce(findings.revenue, 0) as decimal(28, 6)) as revenue,
    cast(coalesce(findings.rejected_lines, 0) as integer) as rejected_lines,
    case
        {%- if var('guest_orders') == 'keep' %}
        when findings.check_name = 'no_customer' then words.treatment_if_kept
        {%- endif %}
        when findings.check_name = 'exact_duplicate' and not limits.is_deduplicated
            then words.treatment_if_kept
        else words.treatment
    end as treatment
from findings
inner join checks
    on findings.check_name = checks.check_name
left join words
    on findings.check_name = words.check_name
cross join limits
where findings.received > 0
order by checks.check_order
