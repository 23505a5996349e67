{#
    Deducts returns from earlier sales with the same keys. A return is deducted from the latest sale
    that holds all of it. If there is none, it is deducted from several sales, the latest first.
    Each return sees what earlier returns left.

    Sales at the same time are ordered by price and size, the highest last, so that no id decides
    about money.

    `sales` (order_line_id, the keys, sold_at, price, size) and `returns` (order_line_id, the keys,
    a time in the column `returned_at`, price, size) are names of CTEs. Sizes are units or money,
    and greater than 0. Returns a select of (return_line_id, sale_line_id, size).

    The fold reads a history once, in order. Its cost grows with the sales that it keeps, so sales
    that no return can reach are removed first, and so are returns without a sale. Return number n
    reaches a sale only in two cases. First, the later sales hold less than the first n returns
    together. Second, the sale holds a whole return, and too few later sales hold any whole return.
    Too few means fewer than the first n returns can have touched. Each return touches one such
    sale, plus the sales that it emptied.
#}
{% macro carry_back(sales, returns, keys, returned_at) -%}
    {%- set history -%}
        {%- for key in keys %}{{ key }}{{ ', ' if not loop.last }}{% endfor -%}
    {%- endset -%}
    with {{ returns }}_dated as (

        select
            {{ history }},
            order_line_id as line_id,
            true as is_return,
            {{ returned_at }} as happened_at,
            price,
            cast(size as decimal(28, 6)) as size
        from {{ returns }}
        where size > 0
            {%- for key in keys %}
            and {{ key }} is not null
            {%- endfor %}

    ),

    {{ returns }}_sizes as (

        select
            {{ history }},
            min(size) as smallest,
            max(size) as largest
        from {{ returns }}_dated as dated
        where exists (
            select 1 from {{ sales }} as supply
            where supply.size > 0
                {%- for key in keys %}
                and supply.{{ key }} = dated.{{ key }}
                {%- endfor %}
        )
        group by {{ history }}

    ),

    events as (

        select * from {{ returns }}_dated

        union all

        select
            {{ history }},
            order_line_id as line_id,
            false as is_return,
            sold_at as happened_at,
            price,
            cast(size as decimal(28, 6)) as size
        from {{ sales }}
        where size > 0

    ),

    counted as (

        select
            events.*,
            sizes.smallest,
            {%- for name, counted in {
                'held': 'case when events.is_return then 0 else events.size end',
                'returned': 'case when events.is_return then events.size else 0 end',
                'holders': 'case when not events.is_return and events.size >= sizes.largest'
                    ~ ' then 1 else 0 end',
                'returns': 'case when events.is_return then 1 else 0 end',
            }.items() %}
            sum({{ counted }}) over (
                partition by events.{{ keys | join(', events.') }}
                order by
                    events.happened_at asc nulls last,
                    events.is_return asc nulls last,
                    events.price asc nulls last,
                    events.size asc nulls last,
                    events.line_id asc nulls last
                rows between unbounded preceding and current row
            ) as {{ name }}_so_far{{ ',' if not loop.last }}
            {%- endfor %}
        from events
        inner join {{ returns }}_sizes as sizes
            on {% for key in keys %}events.{{ key }} = sizes.{{ key }}
            {{- ' and ' if not loop.last }}{% endfor %}

    ),

    reached as (

        select
            *,
            {%- for name, border in {
                'held': 'held_so_far - returned_so_far',
                'holders': 'holders_so_far - returns_so_far - returned_so_far / smallest - 1',
            }.items() %}
            min(case when is_return then {{ border }} end) over (
                partition by {{ history }}
                order by
                    happened_at desc nulls last,
                    is_return desc nulls last,
                    price desc nulls first,
                    size desc nulls last,
                    line_id desc nulls last
                rows between unbounded preceding and current row
            ) as reached_{{ name }}{{ ',' if not loop.last }}
            {%- endfor %}
        from counted

    ),

    histories as (

        select
            {{ ordered_list(
                ['line_id', 'is_return', 'size'],
                order_by=['happened_at', 'is_return', 'price', 'size', 'line_id'],
            ) }} as events
        from reached
        where is_return
            or held_so_far > reached_held
            or (size >= smallest and holders_so_far > reached_holders)
        group by {{ history }}

    )

    {{ fold_returns('histories') }}
{%- endmacro %}

{#
    Folds each history (an ordered list of sales and returns) into the sizes that each return
    deducts from each sale. `standing` is the remaining size of the sales so far, in order. A return
    computes `cut`, the size to deduct from each sale, and continues with the rest.
#}
{% macro fold_returns(histories) -%}
    {{ return(adapter.dispatch('fold_returns', 'clientele')(histories)) }}
{%- endmacro %}

{#
    `aggregate` needs a value whose type never changes, so each size is cast to its type again. A
    list with one element gives a name to a value that is used several times.
#}
{% macro default__fold_returns(histories) -%}
    {%- set size = 'decimal(28, 6)' -%}
    {%- set nothing = 'cast(0 as ' ~ size ~ ')' -%}
    select inline(aggregate(
        events,
        cast(struct(array() as standing, array() as cuts) as struct<
            standing: array<struct<line_id: string, size: {{ size }}>>,
            cuts: array<struct<return_line_id: string, sale_line_id: string, size: {{ size }}>>
        >),
        (state, step) -> case
            when not step.is_return then struct(
                array_append(state.standing, struct(step.line_id as line_id, step.size as size))
                    as standing,
                state.cuts as cuts
            )
            else element_at(transform(
                -- The latest sale that holds the whole return, if there is one.
                array(array_max(transform(
                    state.standing, (sale, i) -> case when sale.size >= step.size then i end
                ))),
                carrier -> element_at(transform(
                    array(transform(state.standing, (sale, i) -> case
                        when i = carrier then step.size
                        when carrier is not null then {{ nothing }}
                        -- If no single sale holds the return, take what the later sales cannot
                        -- cover.
                        else least(sale.size, greatest({{ nothing }}, cast(
                            step.size - aggregate(
                                slice(state.standing, i + 2, size(state.standing)),
                                {{ nothing }},
                                (total, later) -> cast(total + later.size as {{ size }})
                            ) as {{ size }}
                        )))
                    end)),
                    cut -> struct(
                        filter(
                            transform(state.standing, (sale, i) -> struct(
                                sale.line_id as line_id,
                                cast(sale.size - cut[i] as {{ size }}) as size
                            )),
                            sale -> sale.size > 0
                        ) as standing,
                        concat(state.cuts, filter(
                            transform(state.standing, (sale, i) -> struct(
                                step.line_id as return_line_id,
                                sale.line_id as sale_line_id,
                                cut[i] as size
                            )),
                            taken -> taken.size > 0
                        )) as cuts
                    )
                ), 1)
            ), 1)
        end,
        state -> state.cuts
    ))
    from {{ histories }}
{%- endmacro %}

{% macro duckdb__fold_returns(histories) -%}
    {%- set event = 'struct(line_id varchar, is_return boolean, size decimal(28, 6))' -%}
    {%- set standing = 'struct(line_id varchar, size decimal(28, 6))[]' -%}
    {%- set cuts = 'struct(return_line_id varchar, sale_line_id varchar, size decimal(28, 6))[]' -%}
    {%- set state -%}
        struct("event" {{ event }}, standing {{ standing }}, cuts {{ cuts }})
    {%- endset -%}
    select unnest(
        list_reduce(
            list_transform(events, lambda event: cast({
                'event': event,
                'standing': [],
                'cuts': []
            } as {{ state }})),
            lambda state, step: case
                when not step.event.is_return then cast({
                    'event': step.event,
                    'standing': list_append(state.standing, {
                        'line_id': step.event.line_id,
                        'size': step.event.size
                    }),
                    'cuts': state.cuts
                } as {{ state }})
                else list_transform(
                    -- The latest sale that holds the whole return, if there is one.
                    [list_max(list_filter(
                        range(1, len(state.standing) + 1),
                        lambda i: state.standing[i].size >= step.event.size
                    ))],
                    lambda carrier: list_transform(
                        [list_transform(range(1, len(state.standing) + 1), lambda i: case
                            when i = carrier then step.event.size
                            when carrier is not null then 0
                            -- If no single sale holds the return, take what the later sales cannot
                            -- cover.
                            else least(
                                state.standing[i].size,
                                greatest(0, step.event.size - coalesce(list_sum(list_transform(
                                    state.standing[i + 1:], lambda later: later.size
                                )), 0))
                            )
                        end)],
                        lambda cut: cast({
                            'event': step.event,
                            'standing': list_filter(
                                list_transform(state.standing, lambda sale, i: {
                                    'line_id': sale.line_id,
                                    'size': sale.size - cut[i]
                                }),
                                lambda sale: sale.size > 0
                            ),
                            'cuts': list_concat(state.cuts, list_filter(
                                list_transform(state.standing, lambda sale, i: {
                                    'return_line_id': step.event.line_id,
                                    'sale_line_id': sale.line_id,
                                    'size': cut[i]
                                }),
                                lambda taken: taken.size > 0
                            ))
                        } as {{ state }})
                    )[1]
                )[1]
            end,
            cast({'event': null, 'standing': [], 'cuts': []} as {{ state }})
        ).cuts,
        recursive := true
    )
    from {{ histories }}
{%- endmacro %}

{# The sizes of a CTE minus the sizes already taken, without rows that are used up. #}
{% macro what_is_left(lines, taken, id) -%}
    select
        lines.order_line_id,
        lines.order_id,
        lines.customer_id,
        lines.product_key,
        {%- for time in (['sold_at'] if id == 'sale_line_id' else ['day_ends_at', 'known_at']) %}
        lines.{{ time }},
        {%- endfor %}
        lines.price,
        cast(lines.size - coalesce(taken.size, 0) as decimal(28, 6)) as size
    from {{ lines }} as lines
    left join (
        select
            {{ id }},
            sum(size) as size
        from {{ taken }}
        group by {{ id }}
    ) as taken
        on lines.order_line_id = taken.{{ id }}
    where lines.size > coalesce(taken.size, 0)
{%- endmacro %}

{#
    The money of a number of units of a sale at its price. All units together give exactly the money
    paid.
#}
{% macro worth_of(quantity) -%}
    case
            when {{ quantity }} >= sold_quantity then worth
            else least(worth, {{ exact_product('price', '(' ~ quantity ~ ')') }})
        end
{%- endmacro %}
