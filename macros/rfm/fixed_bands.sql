{# The bands that the user wrote into a seed, the same for every date. #}
{% macro fixed_bands(dates, bands) -%}
select
    dates.as_of_date,
    cast(bands.metric as varchar) as metric,
    cast(bands.score as integer) as score,
    cast(bands.lower_bound as decimal(18, 6)) as lower_bound,
    cast(bands.upper_bound as decimal(18, 6)) as upper_bound
from {{ dates }} as dates
cross join {{ bands }} as bands
{%- endmacro %}
