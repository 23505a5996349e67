select
    effect_rank,
    effect_id,
    effect,
    basis,
    assumed_change_low,
    highest_change,
    gain_per_percent
from assumed_effects
order by effect_rank
