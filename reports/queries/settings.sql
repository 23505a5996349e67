select
    dataset,
    segment_map,
    rfm_scores,
    active_days,
    return_days
from settings
