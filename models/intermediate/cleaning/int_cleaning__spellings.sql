-- Texts that differ only in case and blanks get the most frequent spelling.
{%- set fields = ['category', 'channel', 'country'] %}
with lines as (select * from {{ ref('input__order_lines') }}),

-- The combinations are few, so the lines are read once.
combined as (

    select
        {{ fields | join(',\n        ') }},
        count(*) as lines
    from lines
    group by
        {{ fields | join(',\n        ') }}

),

counted as (

    {% for field in fields -%}
    select
        cast('{{ field }}' as string) as field,
        {{ field }} as received,
        sum(lines) as lines
    from combined
    where {{ field }} is not null
    group by {{ field }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

),

tidied as (

    select
        field,
        received,
        {{ tidy('received') }} as spelling,
        lower({{ tidy('received') }}) as folded,
        lines
    from counted

),

spelled as (

    select
        field,
        folded,
        spelling,
        sum(lines) as lines
    from tidied
    where spelling is not null
    group by
        field,
        folded,
        spelling

),

ranked as (

    select
        field,
        folded,
        spelling,
        row_number() over (
            partition by field, folded
            order by lines desc nulls last, spelling asc nulls last
        ) as spelling_rank
    from spelled

)

select
    tidied.field,
    tidied.received,
    ranked.spelling
from tidied
left join ranked
    on tidied.field = ranked.field
    and tidied.folded = ranked.folded
    and ranked.spelling_rank = 1
