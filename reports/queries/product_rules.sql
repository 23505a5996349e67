select * from product_rules
order by product_id, rule_place
