-- The best rules that one item alone sets off: what a look-up by product answers with.
with single as (

    select
        {{ joined_text('antecedents') }} as product_id,
        antecedent_names as product_name,
        rule_id,
        rule_rank,
        consequent_names,
        orders,
        support,
        confidence,
        lift
    from {{ ref('association_rules') }}
    where is_significant
        and {{ list_size('antecedents') }} = 1

),

placed as (

    select
        single.*,
        row_number() over (
            partition by single.product_id
            order by single.rule_rank asc nulls last
        ) as rule_place
    from single

)

select
    cast(product_id as varchar) as product_id,
    product_name,
    cast(rule_place as integer) as rule_place,
    rule_id,
    consequent_names,
    orders,
    support,
    confidence,
    lift
from placed
where rule_place <= 10
order by
    product_id,
    rule_place
