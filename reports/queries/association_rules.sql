select
    rule_rank,
    antecedent_names,
    consequent_names,
    orders,
    support,
    confidence,
    lift
from association_rules
where rule_rank <= 300
order by rule_rank
