with assumptions as (select * from {{ ref('kpi_assumptions') }}),

words as (

    select * from {{ ref('kpi_assumption_words') }}
    where language = '{{ var("language") }}'

),

baselines as (select * from {{ ref('int_value__baselines') }}),

effects as (

    select
        assumptions.*,
        words.effect,
        words.basis,
        baselines.baseline,
        baselines.gain_per_unit,
        cast(baselines.highest as double) / nullif(baselines.baseline, 0) - 1 as highest_change,
        least(baselines.baseline * (1 + assumptions.assumed_change_low), baselines.highest)
            as projected_low,
        least(baselines.baseline * (1 + assumptions.assumed_change_high), baselines.highest)
            as projected_high
    from assumptions
    left join words
        on assumptions.effect_id = words.effect_id
    left join baselines
        on assumptions.kpi = baselines.kpi

)

select
    effect_id,
    effect_rank,
    effect,
    kpi,
    baseline,
    assumed_change_low,
    assumed_change_high,
    cast(projected_low as decimal(28, 6)) as projected_low,
    cast(projected_high as decimal(28, 6)) as projected_high,
    cast((projected_low - baseline) * gain_per_unit as decimal(28, 2)) as projected_gain_low,
    cast((projected_high - baseline) * gain_per_unit as decimal(28, 2)) as projected_gain_high,
    {{ rounded('cast(baseline as double) * gain_per_unit / 100', 28, 6) }} as gain_per_percent,
    {{ rounded('highest_change', 28, 6) }} as highest_change,
    basis
from effects
where exists (select 1 from baselines)
order by effect_rank
