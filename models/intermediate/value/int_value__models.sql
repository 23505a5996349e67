-- The parameters that each run scores with. If leaving does not raise the likelihood significantly
-- (likelihood ratio, chi-squared with two degrees of freedom), the data do not identify it. Then
-- orders are expected without leaving, and a and b are null.
with conditions as (select * from {{ ref('int_value__conditions') }}),

parameters as (select * from {{ ref('py_value__parameters') }}),

fitted as (

    select
        as_of_date,
        {%- for model, parameter in [
            ('mbg_nbd', 'r'), ('mbg_nbd', 'alpha'), ('mbg_nbd', 'a'), ('mbg_nbd', 'b'),
            ('nbd', 'r'), ('nbd', 'alpha'),
            ('gamma_gamma', 'p'), ('gamma_gamma', 'q'), ('gamma_gamma', 'gamma'),
        ] %}
        max(case when model = '{{ model }}' and parameter = '{{ parameter }}' then value end)
            as {{ model }}_{{ parameter }},
        {%- endfor %}
        max(case when model = 'mbg_nbd' then log_likelihood end)
        - max(case when model = 'nbd' then log_likelihood end) > 2.995732 as is_identified
    from parameters
    group by as_of_date

)

select
    conditions.as_of_date,
    conditions.is_current,
    conditions.horizon_days,
    cast(conditions.horizon_days as double) / {{ value_unit_days() }} as horizon,
    fitted.is_identified as is_dropout_identified,
    case when fitted.is_identified then fitted.mbg_nbd_r else fitted.nbd_r end as r,
    case when fitted.is_identified then fitted.mbg_nbd_alpha else fitted.nbd_alpha end as alpha,
    case when fitted.is_identified then fitted.mbg_nbd_a end as a,
    case when fitted.is_identified then fitted.mbg_nbd_b end as b,
    fitted.gamma_gamma_p as p,
    fitted.gamma_gamma_q as q,
    fitted.gamma_gamma_gamma as gamma,
    cast(
        coalesce(
            conditions.withheld_reason,
            case
                when fitted.gamma_gamma_p + fitted.gamma_gamma_q <= 1 then 'spending_too_uneven'
            end
        ) as string
    ) as withheld_reason,
    conditions.season_reason
from conditions
inner join fitted
    on conditions.as_of_date = fitted.as_of_date
