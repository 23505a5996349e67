{#
    Takes out of the stored history every month that would no longer be computed as it is stored:
    because a var, a seed or a past order has changed, or the run looks at an earlier date. What is
    taken out is then added anew, so that the table is always what a full refresh would give.
#}
{% macro forget_changed_months(history, standing) -%}
    {%- if execute and is_incremental() -%}
    {%- set columns = [
        'as_of_date', 'customer_id', 'recency_days', 'frequency', 'monetary',
        'r_score', 'f_score', 'm_score', 'segment_id',
    ] | join(', ') -%}
    delete from {{ history }}
    where as_of_date in (
        select as_of_date
        from (
            select {{ columns }} from {{ history }}
            except
            select {{ columns }} from {{ standing }}
        ) as no_longer

        union

        select as_of_date
        from (
            select {{ columns }} from {{ standing }}
            except
            select {{ columns }} from {{ history }}
        ) as not_yet
    )
    {%- endif -%}
{%- endmacro %}
