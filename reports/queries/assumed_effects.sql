select * from assumed_effects
order by effect_rank
