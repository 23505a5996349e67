{#
    Spreads the marketing budget over the rows of a relation (key, rank, budget_share), whatever
    their shares add up to. Shares and money are differences of rounded running totals, so that
    both add up exactly.
#}
{% macro spread_budget(weights, key, rank) -%}
with running as (

    select
        {{ key }},
        {{ rank }} as budget_rank,
        sum(budget_share) over up_to_here / nullif(sum(budget_share) over (), 0) as share_so_far
    from {{ weights }}
    window up_to_here as (
        order by {{ rank }} asc nulls last
        rows between unbounded preceding and current row
    )

),

rounded as (

    select
        {{ key }},
        budget_rank,
        cast(share_so_far as decimal(9, 6)) as share_so_far,
        cast({{ var('marketing_budget') }} * share_so_far as decimal(18, 2)) as budget_so_far
    from running

)

select
    {{ key }},
    cast(
        share_so_far - coalesce(lag(share_so_far) over (order by budget_rank asc nulls last), 0)
        as decimal(9, 6)
    ) as budget_share,
    cast(
        budget_so_far - coalesce(lag(budget_so_far) over (order by budget_rank asc nulls last), 0)
        as decimal(18, 2)
    ) as budget
from rounded
{%- endmacro %}
