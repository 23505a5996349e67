select
    bundle_rank,
    item_names,
    orders,
    support,
    highest_confidence,
    highest_lift
from product_bundles
where bundle_rank <= 300
order by bundle_rank
