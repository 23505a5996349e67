select
    product_id,
    product_name,
    rule_place,
    consequent_names,
    orders,
    confidence,
    lift
from product_rules
order by product_id, rule_place
