{# Number of items to rank per request, enough to publish and to evaluate. #}
{% macro recommendation_depth() -%}
    {%- do return([var('recommendations_per_customer'), evaluated_ks() | max] | max) -%}
{%- endmacro %}

{# The lengths of lists that recommendation_evaluation measures. #}
{% macro evaluated_ks() %}
    {%- do return([1, 3, 6, 10]) -%}
{% endmacro %}

{# The length of list at which production is chosen. #}
{% macro chosen_k() %}
    {%- do return(6) -%}
{% endmacro %}

{#
    CTEs that compare lists with the right items, as `results`: one row per strategy, length of list
    and request. They read rankings, answers and items. Gains and surprises are decimals, because a
    sum of doubles depends on the order of the rows.
#}
{% macro result_ctes() -%}
lengths as (

    {{ rows_from(evaluated_ks(), 'at_k') }}

),

questions as (

    select distinct
        request_id,
        purpose,
        task,
        as_of_date
    from answers

),

judged as (

    select
        questions.purpose,
        questions.task,
        rankings.strategy,
        rankings.request_id,
        rankings.recommendation_rank,
        answers.item_code is not null as is_hit,
        coalesce(answers.is_new, false) as is_new_hit,
        cast(ln(2) / ln(rankings.recommendation_rank + 1) as decimal(18, 12)) as discount,
        cast(
            ln(cast(items.all_orders as double) / items.orders) / ln(2) as decimal(18, 12)
        ) as surprise
    from rankings
    inner join questions
        on rankings.request_id = questions.request_id
    inner join items
        on questions.as_of_date = items.as_of_date
        and rankings.item_code = items.item_code
    left join answers
        on rankings.request_id = answers.request_id
        and rankings.item_code = answers.item_code

),

results as (

    select
        judged.purpose,
        judged.task,
        judged.strategy,
        lengths.at_k,
        judged.request_id,
        cast(count(*) as integer) as offered,
        cast(sum(case when judged.is_hit then 1 else 0 end) as integer) as hits,
        cast(sum(case when judged.is_new_hit then 1 else 0 end) as integer) as new_hits,
        cast(sum(case when judged.is_hit then judged.discount else 0 end) as decimal(38, 12))
            as gain,
        cast(sum(judged.surprise) as decimal(38, 12)) as surprise
    from judged
    inner join lengths
        on judged.recommendation_rank <= lengths.at_k
    group by
        judged.purpose,
        judged.task,
        judged.strategy,
        lengths.at_k,
        judged.request_id

)
{%- endmacro %}
