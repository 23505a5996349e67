-- The bands of the return curve follow each other without a gap. A failure means that customers
-- between two bands have no chance to return, or have two.
with bands as (

    select
        metric,
        band,
        lowest,
        highest,
        lag(highest) over (partition by metric order by band asc nulls last) as previous_highest,
        row_number() over (partition by metric order by band asc nulls last) as position,
        count(*) over (partition by metric) as bands
    from {{ ref('return_bands') }}

)

select concat(metric, ' band ', band, ' goes from ', lowest, ' to ', coalesce(highest, lowest))
    as problem
from bands
where lowest <> case
        when position > 1 then coalesce(previous_highest, lowest) + 1
        when metric = 'recency' then 0
        else 1
    end
    or (highest is null) <> (position = bands)
    or highest < lowest
