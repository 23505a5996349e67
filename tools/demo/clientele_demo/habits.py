"""Planted habits: one product some weeks after another, and products bought in a steady rhythm.

Habits only exchange products within orders that exist. An order keeps its day, its lines, its
pieces and its total, so customers, payments and key figures are what they were.
"""

from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, permutations
from typing import Final

from clientele_demo.catalogue import Catalogue, Product
from clientele_demo.dice import Dice
from clientele_demo.orders import Line, Order, price_at
from clientele_demo.shopdays import AS_OF

# A line, what it becomes, and how many pieces of it at which price.
Exchange = tuple[Line, Product, int, int]

# Planted: many customers buy the second product so many days after the first (name: titles, fewest
# and most days).
_SEQUENCES: Final[dict[str, tuple[str, str, int, int]]] = {
    "labels_then_twine": ("Cottage Plant Labels", "Kitchen Garden Twine", 14, 63),
    "envelopes_then_ribbon": ("Plain Envelopes 25 pcs", "Plain Ribbon 5 m", 14, 63),
    "puppet_then_jigsaw": ("Red Finger Puppet", "Red Jigsaw 100 pcs", 14, 63),
}
SEQUENCE_CUSTOMERS: Final = 30

# Planted: a customer buys a product every so many days, give or take RHYTHM_SLACK_DAYS, and has
# left it out at most once since. These words are in the titles of what a household uses up.
_USED_UP: Final = (
    *("Beans", "Filter Coffee", "Leaf Tea", "Paper Filters", "Pillar Candle", "Scented Candle"),
    *("Tea Lights", "Long Matches", "Wax Melts", "Seeds", "Ink Bottle", "Crayons", "Taper Candle"),
)
RHYTHM_TIMES: Final = 4
RHYTHM_DAYS: Final = range(28, 85)
RHYTHM_SLACK_DAYS: Final = 2


@dataclass(frozen=True)
class Sequence:
    """A product that many customers buy some weeks after another one."""

    name: str
    first: Product
    then: Product
    days: tuple[int, int]
    customers: int


@dataclass(frozen=True)
class Rhythm:
    """A product that a customer buys every so many days, by the median of the distances."""

    customer_no: str
    product: Product
    days: int
    times: int


def plant_sequences(
    dice: Dice, catalogue: Catalogue, orders: list[Order], others: set[str]
) -> list[Sequence]:
    """Exchange products of equal price, so that the first and the second product follow each other.

    Each product is exchanged with a line of another customer, so its number of lines stays.
    Customers of `others` are left as they are.
    """
    by_title = {product.title: product for product in catalogue.products}
    planted = []
    for name, (first_title, then_title, fewest, most) in _SEQUENCES.items():
        first, then = by_title[first_title], by_title[then_title]
        places = {}
        for customer_no, bought in _by_customer(orders).items():
            found = _two_orders(catalogue, bought, first, then, (fewest, most))
            if found and customer_no not in others:
                places[customer_no] = found
        chosen = dice.sample(sorted(places), min(SEQUENCE_CUSTOMERS, len(places)))
        givers = [
            _givers(dice, orders, product, {no: places[no][side] for no in chosen}, others)
            for side, product in enumerate((first, then))
        ]
        chosen = [no for no in chosen if no in givers[0] and no in givers[1]]
        for customer_no in chosen:
            for line, given in zip(places[customer_no], givers, strict=True):
                giver = given[customer_no]
                line.sku, giver.sku = giver.sku, line.sku
                line.title, giver.title = giver.title, line.title
        others.update(chosen)
        planted.append(Sequence(name, first, then, (fewest, most), len(chosen)))
    return planted


def plant_rhythms(catalogue: Catalogue, orders: list[Order], others: set[str]) -> list[Rhythm]:
    """Exchange products in orders at even distances for one product, so that every total stays.

    Customers of `others` are left as they are, and those with a rhythm are added to them.
    """
    used_up = [
        product for product in catalogue.products if any(word in product.title for word in _USED_UP)
    ]
    prices = Prices(catalogue)
    planted: list[Rhythm] = []
    for customer_no, bought in sorted(_by_customer(orders).items()):
        if customer_no in others or len(bought) <= RHYTHM_TIMES:
            continue
        had = {line.sku for order in bought for line in order.lines}
        had |= {rhythm.product.sku for rhythm in planted}
        for product in used_up:
            if product.sku in had:
                continue
            exchanges = _exchanges(prices, bought, product)
            days = _even_days(sorted(exchanges))
            if len(days) < RHYTHM_TIMES:
                continue
            for day in days:
                for line, other, quantity, price in exchanges[day]:
                    line.sku, line.title = other.sku, other.title
                    line.quantity, line.price = quantity, price
            gaps = sorted((later - day).days for day, later in pairwise(days))
            planted.append(Rhythm(customer_no, product, gaps[len(gaps) // 2], len(days)))
            others.add(customer_no)
            break
    return planted


def _by_customer(orders: list[Order]) -> dict[str, list[Order]]:
    found: dict[str, list[Order]] = {}
    for order in orders:
        if order.person:
            found.setdefault(order.person.customer_no, []).append(order)
    for bought in found.values():
        bought.sort(key=lambda order: order.placed_at)
    return found


def _two_orders(
    catalogue: Catalogue, bought: list[Order], first: Product, then: Product, days: tuple[int, int]
) -> tuple[Line, Line] | None:
    """Return lines of two orders that may become the first and the second product."""
    prices = {product.sku: product.list_price for product in catalogue.products}
    if any(line.sku in {first.sku, then.sku} for order in bought for line in order.lines):
        return None
    for earlier, later in combinations(bought, 2):
        if not days[0] <= (later.placed_at.date() - earlier.placed_at.date()).days <= days[1]:
            continue
        firsts = [line for line in earlier.lines if prices[line.sku] == first.list_price]
        thens = [line for line in later.lines if prices[line.sku] == then.list_price]
        if firsts and thens:
            return firsts[0], thens[0]
    return None


def _givers(
    dice: Dice, orders: list[Order], product: Product, places: dict[str, Line], others: set[str]
) -> dict[str, Line]:
    """Return a line of another customer that holds the product for each place, while there are."""
    pool = [
        (order, line)
        for order in orders
        for line in order.lines
        if line.sku == product.sku
        and not (order.person and order.person.customer_no in others | places.keys())
    ]
    left = iter(dice.sample(pool, len(pool)))
    found = {}
    for customer_no, line in sorted(places.items(), key=lambda place: place[0]):
        for order, giver in left:
            if all(line.sku != one.sku for one in order.lines):
                found[customer_no] = giver
                break
    return found


class Prices:
    """What a product costs on a day, and which products cost so much."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the catalogue; prices change with the year and with offers."""
        self.products = {product.sku: product for product in catalogue.products}
        self.found: dict[tuple[int, bool], dict[int, list[Product]]] = {}

    def is_offer(self, line: Line, day: date) -> bool:
        """Return whether the line has the price of an offer."""
        return line.price != price_at(self.products[line.sku], day, is_on_offer=False)

    def products_at(self, price: int, day: date, *, is_on_offer: bool) -> list[Product]:
        """Return the products that cost so much on that day, in order of sku."""
        key = (day.year, is_on_offer)
        if key not in self.found:
            self.found[key] = {}
            for product in self.products.values():
                cost = price_at(product, day, is_on_offer=is_on_offer)
                self.found[key].setdefault(cost, []).append(product)
        return self.found[key].get(price, [])


def _exchanges(prices: Prices, bought: list[Order], product: Product) -> dict[date, list[Exchange]]:
    """Return how the product comes into the orders of a customer, by day, where it can."""
    found = {order.placed_at.date(): _exchange(prices, order, product) for order in bought}
    return {day: exchange for day, exchange in found.items() if exchange}


def _exchange(prices: Prices, order: Order, product: Product) -> list[Exchange]:
    """Return what one or two lines may become, so that the total and the pieces stay."""
    day = order.placed_at.date()
    for line in order.lines:
        if prices.products[line.sku].list_price == product.list_price:
            return [(line, product, line.quantity, line.price)]
    taken = {product.sku, *(line.sku for line in order.lines)}
    for line, second in permutations(order.lines, 2):
        pieces, total = line.quantity + second.quantity, line.amount + second.amount
        price = price_at(product, day, is_on_offer=prices.is_offer(line, day))
        is_on_offer = prices.is_offer(second, day)
        for quantity in range(1, pieces):
            left, rest = pieces - quantity, total - quantity * price
            if rest > 0 and rest % left == 0:
                for other in prices.products_at(rest // left, day, is_on_offer=is_on_offer):
                    if other.sku not in taken:
                        return [
                            (line, product, quantity, price),
                            (second, other, left, rest // left),
                        ]
    return []


def _even_days(days: list[date]) -> list[date]:
    """Return the longest row of days at even distances that goes on until the end of the data.

    >>> _even_days([date(2025, 9, 2), date(2025, 10, 2), date(2025, 10, 9), date(2025, 12, 3)])
    [datetime.date(2025, 10, 9), datetime.date(2025, 12, 3)]

    """
    best: list[date] = []
    for distance in RHYTHM_DAYS:
        for last in days:
            if (AS_OF - last).days > 2 * distance - RHYTHM_SLACK_DAYS:
                continue
            row = [last]
            while near := [
                day for day in days if abs((row[0] - day).days - distance) <= RHYTHM_SLACK_DAYS
            ]:
                row.insert(0, near[-1])
            if len(row) > len(best):
                best = row
    return best
