-- Steadies the rates of pairs with few customers. A pair borrows 20 customers from its recency
-- band, and a recency band borrows 20 from all customers. The running sums are over the recency
-- bands of a frequency band.
{%- set borrowed = 20 %}
with counts as (select * from {{ ref('int_customers__return_counts') }}),

rates as (

    select
        *,
        sum(customers) over recency as recency_customers,
        sum(returned) over recency as recency_returned,
        sum(returned) over of_date / sum(customers) over of_date as overall_rate
    from counts
    window
        of_date as (partition by as_of_date),
        recency as (partition by as_of_date, recency_band)

)

select
    as_of_date,
    recency_band,
    frequency_band,
    customers,
    returned,
    customers + {{ borrowed }} as weight,
    returned + {{ borrowed }} * (recency_returned + {{ borrowed }} * overall_rate)
    / (recency_customers + {{ borrowed }}) as weighted_returned
from rates
