-- The result of each group. Only the margin on a gain pays for the action. The cost always counts,
-- also where no gain can be computed.
with gains as (select * from {{ ref('int_plan__gains') }}),

netted as (

    select
        *,
        cast(spend + unspent - budget as decimal(18, 2)) as budget_moved,
        {%- for estimate in ['low', 'high'] %}
        cast(
            coalesce(gain_{{ estimate }}, 0) * margin_rate - spend as decimal(28, 6)
        ) as net_gain_{{ estimate }}{{ ',' if not loop.last }}
        {%- endfor %}
    from gains

)

select
    *,
    {%- for estimate in ['low', 'high'] %}
    case
        when no_effect_reason is null
            then {{ rounded('cast(net_gain_' ~ estimate ~ ' as double) / spend', 28, 6) }}
    end as return_{{ estimate }},
    {%- endfor %}
    case
        when no_effect_reason is null and margin_rate > 0
            then {{ rounded('spend / (cast(revenue_reached as double) * margin_rate)', 28, 6) }}
    end as break_even_uplift
from netted
