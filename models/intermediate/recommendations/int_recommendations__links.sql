{{ config(materialized='view') }}

-- The weight of each link from an item that was bought to an item to recommend, per measure.
with rules as (select * from {{ ref('int_recommendations__rules') }}),

neighbours as (select * from {{ ref('int_recommendations__neighbours') }}),

ease as (select * from {{ ref('py_recommendations__ease') }})

{% for measure in ['confidence', 'lift', 'strength'] -%}
select
    as_of_date,
    '{{ measure }}' as measure,
    antecedent_code,
    consequent_code,
    {{ measure }} as weight
from rules

union all

{% endfor -%}
select
    as_of_date,
    'cosine' as measure,
    item_code as antecedent_code,
    neighbour_code as consequent_code,
    cosine as weight
from neighbours

union all

select
    as_of_date,
    'ease' as measure,
    antecedent_code,
    consequent_code,
    weight
from ease
