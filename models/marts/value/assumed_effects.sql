with effects as (

    select
        assumptions.*,
        baselines.baseline,
        baselines.gain_per_unit,
        least(baselines.baseline * (1 + assumptions.assumed_change_low), baselines.highest)
            as projected_low,
        least(baselines.baseline * (1 + assumptions.assumed_change_high), baselines.highest)
            as projected_high
    from {{ ref('kpi_assumptions') }} as assumptions
    left join {{ ref('int_value__baselines') }} as baselines
        on assumptions.kpi = baselines.kpi

)

select
    effect_id,
    effect_rank,
    {{ label('effect') }} as effect,
    kpi,
    baseline,
    assumed_change_low,
    assumed_change_high,
    cast(projected_low as decimal(18, 6)) as projected_low,
    cast(projected_high as decimal(18, 6)) as projected_high,
    cast((projected_low - baseline) * gain_per_unit as decimal(18, 2)) as projected_gain_low,
    cast((projected_high - baseline) * gain_per_unit as decimal(18, 2)) as projected_gain_high,
    {{ label('basis') }} as basis
from effects
where exists (select 1 from {{ ref('int_value__baselines') }})
order by effect_rank
