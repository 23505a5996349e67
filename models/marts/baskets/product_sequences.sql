with sequences as (

    select * from {{ ref('int_baskets__sequences') }}
    {%- if var('published_rules') != 'all' %}
    where is_significant
    {%- endif %}

),

antecedent_days as (select * from {{ ref('int_baskets__first_days') }}),

consequent_days as (select * from {{ ref('int_baskets__first_days') }}),

items as (select * from {{ ref('int_baskets__items') }}),

gaps as (

    select
        sequences.antecedent_code,
        sequences.consequent_code,
        max(antecedent_days.item_customers) as antecedent_customers,
        {{ quantile(
            days_between('antecedent_days.first_day', 'consequent_days.first_day'), 0.5
        ) }} as median_gap_days
    from sequences
    inner join antecedent_days
        on sequences.antecedent_code = antecedent_days.item_code
    inner join consequent_days
        on sequences.consequent_code = consequent_days.item_code
        and antecedent_days.customer_number = consequent_days.customer_number
        and antecedent_days.first_day < consequent_days.first_day
        and {{ days_between('antecedent_days.first_day', 'consequent_days.first_day') }}
        <= {{ var('sequence_days') }}
    group by
        sequences.antecedent_code,
        sequences.consequent_code

)

select
    cast(antecedents.item as string) as antecedent_id,
    cast(antecedents.item_name as string) as antecedent_name,
    cast(consequents.item as string) as consequent_id,
    cast(consequents.item_name as string) as consequent_name,
    sequences.customers,
    sequences.reverse_customers,
    sequences.customers / cast(sequences.all_customers as double) as support,
    sequences.customers / cast(gaps.antecedent_customers as double) as confidence,
    2 * sequences.customers
    / cast(sequences.customers + sequences.reverse_customers as double) as lift,
    cast(round(gaps.median_gap_days) as integer) as median_gap_days,
    sequences.p_value,
    sequences.is_significant,
    -- Equal probabilities of different counts differ in their last digits, so nine decimals of the
    -- logarithm decide.
    cast(row_number() over (
        order by
            round(ln(nullif(sequences.p_value, 0)), 9) asc nulls first,
            sequences.customers desc nulls last,
            sequences.antecedent_code asc nulls last,
            sequences.consequent_code asc nulls last
    ) as integer) as sequence_rank
from sequences
inner join gaps
    on sequences.antecedent_code = gaps.antecedent_code
    and sequences.consequent_code = gaps.consequent_code
inner join items as antecedents
    on sequences.antecedent_code = antecedents.item_code
inner join items as consequents
    on sequences.consequent_code = consequents.item_code
order by sequence_rank
