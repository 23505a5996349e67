"""What comes with an order: payments and reviews."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from clientele_demo.dice import Dice, Weights
from clientele_demo.orders import Order
from clientele_demo.shopdays import LAST_DAY, moment

REVIEWED_PERCENT: Final = 28
SPLIT_PAYMENTS_PERCENT: Final = 5

_METHODS: Final = {
    "web": (("card", "paypal", "voucher"), Weights((58, 39, 3))),
    "store": (("card", "cash", "voucher"), Weights((62, 34, 4))),
}
_STARS: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Payment:
    """One payment for an order; ``amount`` in cents."""

    order: Order
    method: str
    amount: int


@dataclass(frozen=True)
class Review:
    """One review of an order, 1 to 5 stars."""

    order: Order
    stars: int
    reviewed_at: datetime


def pay(dice: Dice, orders: list[Order]) -> list[Payment]:
    """Return the payments of each order; they add up to its paid lines, to the cent."""
    payments = []
    for order in orders:
        methods, weights = _METHODS[order.channel]
        total = order.paid
        method = dice.weighted(methods, weights)
        if method != "voucher" and dice.chance(SPLIT_PAYMENTS_PERCENT) and total > 1500:
            # A voucher pays a round part, another method the rest.
            part = max(total * dice.between(20, 60) // 100 // 500 * 500, 500)
            payments.append(Payment(order, "voucher", part))
            total -= part
        payments.append(Payment(order, method, total))
    return payments


def review(dice: Dice, orders: list[Order]) -> list[Review]:
    """Return reviews of some customers' orders, one at most for each."""
    reviews = []
    for order in orders:
        archetype = order.person.archetype if order.person else None
        if archetype is None or not dice.chance(REVIEWED_PERCENT):
            continue
        stars = dice.weighted(_STARS, Weights(archetype.stars))
        day = order.placed_at.date() + timedelta(days=dice.between(2, 21))
        if day <= LAST_DAY:
            reviews.append(Review(order, stars, moment(dice, day, "web")))
    return reviews
