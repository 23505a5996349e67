select
    model,
    parameter,
    value,
    log_likelihood,
    time_unit,
    customers,
    library_versions,
    is_used
from value_models
order by model, parameter
