"""What they buy: one clean order for each day on which a customer orders, and the guests'."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from clientele_demo.catalogue import Catalogue, Product
from clientele_demo.dice import Dice
from clientele_demo.people import Person, any_country
from clientele_demo.shopdays import is_store_open, likely_day, moment

GUEST_ORDERS: Final = 270

# In this percentage of orders a bundle is bought on top of what is picked one by one; each of its
# products then comes along in this percentage of cases.
BUNDLE_ORDERS_PERCENT: Final = 15
BUNDLE_PRODUCT_PERCENT: Final = 88

# Orders of the first year paid 96 % of today's list price; some lines are on offer.
FIRST_YEAR_PRICE_PERCENT: Final = 96
OFFER_LINES_PERCENT: Final = 8
OFFER_PRICE_PERCENT: Final = 90


@dataclass
class Line:
    """One line of an order; ``price`` in cents per piece."""

    sku: str
    title: str
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        """Return quantity times price, in cents."""
        return self.quantity * self.price


@dataclass(eq=False)
class Order:
    """One order, or one cancellation; ``person`` is None for a guest."""

    person: Person | None
    channel: str
    country: str
    placed_at: datetime
    lines: list[Line]
    is_cancellation: bool = False
    order_no: str = ""

    @property
    def paid(self) -> int:
        """Return the total of the lines that are paid for, in cents."""
        return sum(line.amount for line in self.lines if line.quantity > 0 and line.price > 0)


def price_on(dice: Dice, product: Product, day: date) -> int:
    """Return the price at the till on that day, in cents, in steps of 5 cents."""
    return price_at(product, day, is_on_offer=dice.chance(OFFER_LINES_PERCENT))


def price_at(product: Product, day: date, *, is_on_offer: bool) -> int:
    """Return the price of that day with or without an offer, in cents, in steps of 5 cents."""
    price = product.list_price
    if day.year == 2024:
        price = price * FIRST_YEAR_PRICE_PERCENT // 100
    if is_on_offer:
        price = price * OFFER_PRICE_PERCENT // 100
    return price // 5 * 5


def line_of(dice: Dice, product: Product, quantity: int, day: date) -> Line:
    """Return an order line for the product, at that day's price."""
    return Line(product.sku, product.title, quantity, price_on(dice, product, day))


def customer_orders(dice: Dice, catalogue: Catalogue, people: list[Person]) -> list[Order]:
    """Return an order for each order day of each customer who has an archetype."""
    orders = []
    for person in people:
        archetype = person.archetype
        if archetype is None:
            continue
        taste = archetype.quantity * dice.skewed()
        web = min(max(archetype.web + dice.between(-35, 35), 4), 96)

        pieces = partial(_pieces, dice, taste, archetype.pack)
        for day in person.order_days:
            channel = _channel(dice, day, web)
            lines = _basket(dice, catalogue, day, dice.pick(archetype.lines), pieces)
            placed_at = moment(dice, day, channel)
            orders.append(Order(person, channel, person.country, placed_at, lines))
    return orders


def guest_orders(dice: Dice, catalogue: Catalogue) -> list[Order]:
    """Return the orders of people who left no customer number."""
    orders = []
    for _ in range(GUEST_ORDERS):
        day = likely_day(dice, 1, 731)
        channel = _channel(dice, day, 30)
        lines = _basket(dice, catalogue, day, dice.between(1, 3), lambda: dice.between(1, 2))
        orders.append(Order(None, channel, any_country(dice), moment(dice, day, channel), lines))
    return orders


def _channel(dice: Dice, day: date, web: int) -> str:
    return "web" if dice.chance(web) or not is_store_open(day) else "store"


def _pieces(dice: Dice, taste: float, pack: int) -> int:
    """Return a quantity: half to one and a half times the customer's taste, in whole packs."""
    return max(int(taste * (0.5 + dice.unit()) / pack + 0.5), 1) * pack


def _basket(
    dice: Dice, catalogue: Catalogue, day: date, picks: int, pieces: Callable[[], int]
) -> list[Line]:
    """Return the lines of one order: independent picks, now and then with a bundle on top."""
    chosen: dict[str, Product] = {}
    while len(chosen) < picks:
        product = dice.weighted(catalogue.products, catalogue.popularity)
        chosen[product.sku] = product
    if dice.chance(BUNDLE_ORDERS_PERCENT):
        for product in dice.pick(list(catalogue.bundles.values())):
            if dice.chance(BUNDLE_PRODUCT_PERCENT):
                chosen[product.sku] = product
    return [line_of(dice, product, pieces(), day) for product in chosen.values()]
