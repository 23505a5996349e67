-- The marketing budget, spread over the segments that have customers.
{% set weights -%}
(
        select
            segments.segment_id,
            segments.segment_rank,
            playbook.budget_share
        from {{ ref('int_segments__profile') }} as segments
        inner join {{ ref_by_var('segment_playbook') }} as playbook
            on playbook.segment_map = '{{ var("segment_map") }}'
            and segments.segment_id = playbook.segment_id
    ) as weights
{%- endset %}

{{- spread_budget(weights, 'segment_id', 'segment_rank') }}
