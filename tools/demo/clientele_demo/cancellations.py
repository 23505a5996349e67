"""Cancellations: orders of their own, with negative quantities, that undo earlier ones."""

from datetime import date, datetime, time, timedelta
from typing import Final

from clientele_demo.catalogue import Catalogue
from clientele_demo.dice import Dice
from clientele_demo.orders import Line, Order, line_of
from clientele_demo.people import Person, invent_stranger
from clientele_demo.shopdays import LAST_DAY, is_store_open, moment

WHOLE_ORDER_CANCELLATIONS: Final = 60
SINGLE_LINE_CANCELLATIONS: Final = 110
PART_QUANTITY_CANCELLATIONS: Final = 90

# Very large orders by mistake, cancelled in whole within these minutes.
BIG_CANCELLATIONS: Final = 4
BIG_CANCELLATION_MINUTES: Final = (4, 18)
BIG_QUANTITIES: Final = (240, 900)

# One more: a customer who never ordered anything else.
WHALE_MINUTES: Final = 16
WHALE_QUANTITY: Final = 7200
WHALE_DAY: Final = date(2025, 2, 18)

# Cancellations in the first days of the data, of orders placed before the data begin.
ORPHAN_CANCELLATIONS: Final = 12

# Only customers with as many orders cancel, so that no archetype loses its only order.
_MIN_ORDERS: Final = 3
_LONGEST_DELAY_DAYS: Final = 30


def cancel_some(dice: Dice, orders: list[Order]) -> list[Order]:
    """Return cancellations of whole orders, of single lines, and of part of a line's quantity."""
    pool = [order for order in orders if _may_be_cancelled(order)]
    total = WHOLE_ORDER_CANCELLATIONS + SINGLE_LINE_CANCELLATIONS + PART_QUANTITY_CANCELLATIONS
    chosen = dice.sample(pool, total)
    cancellations = []
    for place, order in enumerate(chosen):
        if place < WHOLE_ORDER_CANCELLATIONS:
            lines = [_undo(line, line.quantity) for line in order.lines]
        elif place < WHOLE_ORDER_CANCELLATIONS + SINGLE_LINE_CANCELLATIONS:
            line = dice.pick(order.lines)
            lines = [_undo(line, line.quantity)]
        else:
            line = dice.pick([line for line in order.lines if line.quantity > 1])
            lines = [_undo(line, dice.between(1, line.quantity - 1))]
        delay = dice.between(1, _LONGEST_DELAY_DAYS)
        day = order.placed_at.date() + timedelta(days=delay)
        cancellations.append(_cancellation(order, _office_time(dice, day), lines))
    return cancellations


def big_mistakes(dice: Dice, catalogue: Catalogue, orders: list[Order]) -> list[Order]:
    """Return very large orders of known customers, each with its cancellation minutes later."""
    found = []
    pool = [
        (order.person, order.placed_at.date())
        for order in orders
        if order.person and _may_be_cancelled(order)
    ]
    for person, day in dice.sample(pool, BIG_CANCELLATIONS):
        lines = [
            line_of(dice, product, dice.between(*BIG_QUANTITIES), day)
            for product in dice.sample(catalogue.products, 3)
        ]
        placed_at = datetime.combine(day, time(dice.between(9, 17), dice.below(60)))
        minutes = dice.between(*BIG_CANCELLATION_MINUTES)
        found += _mistake(person, placed_at, lines, minutes)
    return found


def whale(dice: Dice, catalogue: Catalogue) -> list[Order]:
    """Return a new customer's only order, the largest of all, and its cancellation."""
    person = invent_stranger(dice, WHALE_DAY)
    lines = [line_of(dice, dice.pick(catalogue.products), WHALE_QUANTITY, WHALE_DAY)]
    placed_at = datetime.combine(WHALE_DAY, time(10, 2, 41))
    return _mistake(person, placed_at, lines, WHALE_MINUTES)


def orphans(dice: Dice, catalogue: Catalogue, people: list[Person]) -> list[Order]:
    """Return cancellations of orders from before the data begin."""
    pool = [
        person
        for person in people
        if person.archetype
        and person.joined_on < date(2023, 12, 20)
        and person.order_days[0] > date(2024, 1, 20)
    ]
    found = []
    for person in dice.sample(pool, ORPHAN_CANCELLATIONS):
        day = date(2024, 1, dice.between(2, 18))
        product = dice.weighted(catalogue.products, catalogue.popularity)
        line = line_of(dice, product, -dice.between(1, 3), day)
        at = _office_time(dice, day)
        found.append(Order(person, "web", person.country, at, [line], is_cancellation=True))
    return found


def _may_be_cancelled(order: Order) -> bool:
    return (
        order.person is not None
        and len(order.person.order_days) >= _MIN_ORDERS
        and len(order.lines) > 1
        and any(line.quantity > 1 for line in order.lines)
        and order.placed_at.date() <= LAST_DAY - timedelta(days=_LONGEST_DELAY_DAYS + 3)
    )


def _office_time(dice: Dice, day: date) -> datetime:
    """Return a time on that day, or on the next day on which the store is open."""
    while not is_store_open(day):
        day += timedelta(days=1)
    return moment(dice, day, "store")


def _mistake(person: Person, placed_at: datetime, lines: list[Line], minutes: int) -> list[Order]:
    order = Order(person, "web", person.country, placed_at, lines)
    undo = [_undo(line, line.quantity) for line in lines]
    return [order, _cancellation(order, placed_at + timedelta(minutes=minutes), undo)]


def _cancellation(order: Order, at: datetime, lines: list[Line]) -> Order:
    return Order(order.person, order.channel, order.country, at, lines, is_cancellation=True)


def _undo(line: Line, quantity: int) -> Line:
    return Line(line.sku, line.title, -quantity, line.price)
