select
    task,
    strategy,
    at_k,
    baskets,
    hit_rate,
    strftime(split_date, '%Y-%m-%d') as split_on
from recommendation_evaluation
order by task, at_k, hit_rate desc
