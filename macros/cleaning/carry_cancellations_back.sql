{#
    Folds each history (an ordered list of sales and cancellations of one customer and product)
    into the quantities that each cancellation takes off each sale.

    `standing` is what the sales so far still hold, in order; a cancellation turns it into `cut`,
    the quantity taken off each of them, and moves on with what is left.

    Returns a select of (cancellation_line_id, order_line_id, quantity).
#}
{% macro carry_cancellations_back(histories) -%}
    {{ return(adapter.dispatch('carry_cancellations_back', 'clientele')(histories)) }}
{%- endmacro %}

{% macro duckdb__carry_cancellations_back(histories) -%}
    select unnest(
        list_reduce(
            list_transform(events, lambda event: {
                'event': event,
                'standing': cast([] as struct(order_line_id varchar, quantity decimal(18, 3))[]),
                'cuts': cast(
                    [] as struct(
                        cancellation_line_id varchar,
                        order_line_id varchar,
                        quantity decimal(18, 3)
                    )[]
                )
            }),
            lambda state, step: case
                when not step.event.is_cancelled then {
                    'event': step.event,
                    'standing': list_append(state.standing, {
                        'order_line_id': step.event.order_line_id,
                        'quantity': step.event.quantity
                    }),
                    'cuts': state.cuts
                }
                else list_transform(
                    -- The latest sale that holds the whole quantity, if any does.
                    [list_max(list_filter(
                        range(1, len(state.standing) + 1),
                        lambda i: state.standing[i].quantity >= step.event.quantity
                    ))],
                    lambda carrier: list_transform(
                        [list_transform(range(1, len(state.standing) + 1), lambda i: case
                            when i = carrier then step.event.quantity
                            when carrier is not null then 0
                            -- No single sale holds it: what the later ones leave over.
                            else least(
                                state.standing[i].quantity,
                                greatest(0, step.event.quantity - coalesce(list_sum(list_transform(
                                    state.standing[i + 1:], lambda later: later.quantity
                                )), 0))
                            )
                        end)],
                        lambda cut: {
                            'event': step.event,
                            'standing': list_transform(state.standing, lambda sale, i: {
                                'order_line_id': sale.order_line_id,
                                'quantity': sale.quantity - cut[i]
                            }),
                            'cuts': list_concat(state.cuts, list_filter(
                                list_transform(state.standing, lambda sale, i: {
                                    'cancellation_line_id': step.event.order_line_id,
                                    'order_line_id': sale.order_line_id,
                                    'quantity': cut[i]
                                }),
                                lambda taken: taken.quantity > 0
                            ))
                        }
                    )[1]
                )[1]
            end,
            {'event': null, 'standing': [], 'cuts': []}
        ).cuts,
        recursive := true
    )
    from {{ histories }}
{%- endmacro %}
