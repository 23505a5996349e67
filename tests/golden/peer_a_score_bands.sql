-- The edges of the recency and monetary scores of a published dashboard (pandas.qcut with five
-- bins). A failure means that the compatibility mode no longer reproduces them.
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

with rfm_score_bands as (

    select * from {{ ref('rfm_score_bands') }}

),

actual as (

    select
        metric,
        score,
        upper_bound
    from rfm_score_bands
    where (metric = 'recency' and score >= 2)
        or (metric = 'monetary' and score <= 4)

)

{{ differences('peer_a_score_bands', 'actual', key=['metric', 'score']) }}
