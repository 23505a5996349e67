"""The whole shop: every part of the dataset, put together in one order of draws."""

from dataclasses import dataclass
from typing import Final

from clientele_demo import cancellations, dirt, feedback, habits
from clientele_demo.catalogue import Catalogue, build_catalogue
from clientele_demo.dice import Dice
from clientele_demo.orders import Order, customer_orders, guest_orders
from clientele_demo.people import Person, invent_people, number_people

SEED: Final = 20260101
FIRST_ORDER_NUMBER: Final = 100001


@dataclass(frozen=True)
class Shop:
    """The dataset before it is written; orders are in order of their numbers."""

    catalogue: Catalogue
    people: list[Person]
    orders: list[Order]
    payments: list[feedback.Payment]
    reviews: list[feedback.Review]
    sequences: list[habits.Sequence]
    rhythms: list[habits.Rhythm]
    undated: frozenset[str]
    forgotten: frozenset[str]


def open_shop(seed: int = SEED) -> Shop:
    """Return the shop of a seed; each stage has its own stream, so that one may change alone."""
    catalogue = build_catalogue(Dice(seed))
    people = invent_people(Dice(seed + 1))
    sales = customer_orders(Dice(seed + 2), catalogue, people)
    guests = guest_orders(Dice(seed + 3), catalogue)

    dice = Dice(seed + 4)
    whale = cancellations.whale(dice, catalogue)
    undone = cancellations.orphans(dice, catalogue, people)
    mistakes = cancellations.big_mistakes(dice, catalogue, sales) + whale
    undone += cancellations.cancel_some(dice, sales)
    people += [order.person for order in whale[:1] if order.person]
    number_people(people)

    # A cancellation names what was bought, so customers with one keep their products.
    others = {order.person.customer_no for order in mistakes + undone if order.person}
    rhythms = habits.plant_rhythms(catalogue, sales, others)
    sequences = habits.plant_sequences(Dice(seed + 8), catalogue, sales, others)

    dice = Dice(seed + 5)
    plain = sales + guests
    dirt.add_shipping(plain)
    dirt.add_service_lines(dice, plain)
    dirt.add_worthless_lines(dice, catalogue, plain)
    bought = plain + [order for order in mistakes if not order.is_cancellation]
    orders = _numbered(plain + mistakes + undone)

    dice = Dice(seed + 6)
    bought.sort(key=lambda order: order.order_no)
    payments = feedback.pay(dice, bought)
    undated = dirt.orders_to_undate(dice, sales)
    reviews = feedback.review(dice, [order for order in bought if order not in undated])

    # Last, because payments and reviews read what is spoilt here.
    dice = Dice(seed + 7)
    dirt.spoil_text(dice, plain)
    dirt.duplicate_lines(dice, plain)
    forgotten = dirt.customers_to_forget(dice, sales)
    return Shop(
        catalogue,
        people,
        orders,
        payments,
        reviews,
        sequences,
        rhythms,
        frozenset(order.order_no for order in undated),
        frozenset(forgotten),
    )


def _numbered(orders: list[Order]) -> list[Order]:
    """Give each order its number, in order of time; a cancellation's number starts with X."""
    orders.sort(key=lambda order: (order.placed_at, order.is_cancellation))
    for number, order in enumerate(orders, start=FIRST_ORDER_NUMBER):
        order.order_no = f"{'X' if order.is_cancellation else 'S'}{number}"
    return orders
