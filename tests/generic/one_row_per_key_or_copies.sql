{# Rows that share a key are copies, equal in all given columns. #}
{% test one_row_per_key_or_copies(model, key, columns) %}
with shared as (

    select {{ key }}
    from {{ model }}
    where {{ key }} is not null
    group by {{ key }}
    having count(*) > 1

)

select
    concat(
        '{{ key }} ', rows_of_key.{{ key }}, ' stands on ', count(*), ' rows that differ in ',
        concat_ws(
            ', '
            {%- for column in columns %},
            case
                when min(rows_of_key.{{ column }}) <> max(rows_of_key.{{ column }})
                    or count(rows_of_key.{{ column }}) not in (0, count(*))
                    then '{{ column }}'
            end
            {%- endfor %}
        )
    ) as problem
from {{ model }} as rows_of_key
inner join shared
    on rows_of_key.{{ key }} = shared.{{ key }}
group by rows_of_key.{{ key }}
having false
    {%- for column in columns %}
    or min(rows_of_key.{{ column }}) <> max(rows_of_key.{{ column }})
    or count(rows_of_key.{{ column }}) not in (0, count(*))
    {%- endfor %}
{% endtest %}
