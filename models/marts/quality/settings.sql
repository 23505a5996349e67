-- What a page has to say beside its figures; a table that is read without its vars misleads.
select
    as_of_date,
    cast('{{ dataset() }}' as varchar) as dataset,
    cast('{{ var("language") }}' as varchar) as language,
    cast('{{ currency() }}' as varchar) as currency,
    cast('{{ var("segment_map") }}' as varchar) as segment_map,
    cast({{ var('rfm_scores') }} as integer) as rfm_scores,
    cast({{ var('active_days') }} as integer) as active_days,
    cast({{ var('high_value_quantile') }} as decimal(9, 6)) as high_value_quantile,
    cast({{ var('at_risk_quantile') }} as decimal(9, 6)) as at_risk_quantile,
    cast({{ var('marketing_budget') }} as decimal(18, 2)) as marketing_budget
from {{ ref('int_rfm__dates') }}
where is_current
