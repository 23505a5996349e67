"""The dirt of real data, each kind in a stated number."""

from collections.abc import Callable, Sequence
from typing import Final

from clientele_demo.catalogue import Catalogue
from clientele_demo.dice import Dice
from clientele_demo.orders import Line, Order, line_of

# Lines that sell no product, by code: (title, number of lines, lowest and highest price in cents).
SERVICE_LINES: Final[dict[str, tuple[str, int, int, int]]] = {
    "GIFT": ("Gift voucher", 45, 2000, 10000),
    "FEE": ("Bank charges", 20, 150, 900),
    "SAMPLE": ("Fabric sample", 30, 10, 90),
    "MANUAL": ("Manual entry", 15, 100, 4000),
}

# Shipping is on every web order whose products cost less than the free limit (cents).
SHIPPING: Final = "POST"
SHIPPING_PRICE: Final = 495
SHIPPING_FREE_FROM: Final = 7500

ZERO_PRICE_LINES: Final = 40
NEGATIVE_PRICE_LINES: Final = 8
ZERO_QUANTITY_LINES: Final = 25
DUPLICATE_LINES: Final = 125
ODD_TITLES: Final = 750
ODD_CHANNELS: Final = 60
ODD_COUNTRIES: Final = 50
BLANK_DATES: Final = 12
UNKNOWN_CUSTOMERS: Final = 6

ADJUSTMENT_TITLE: Final = "Price adjustment"

# A blank date costs its customer an order: only who has as many orders can spare one.
_MIN_ORDERS: Final = 6

_SPOILERS: Final[tuple[Callable[[str], str], ...]] = (
    str.upper,
    str.lower,
    lambda text: f" {text}",
    lambda text: f"{text} ",
    lambda text: text.replace(" ", "  ", 1) if " " in text else f"{text}  ",
)


def add_shipping(orders: list[Order]) -> None:
    """Add a shipping line to each small web order."""
    for order in orders:
        if order.channel == "web" and order.paid < SHIPPING_FREE_FROM:
            order.lines.append(Line(SHIPPING, "Shipping", 1, SHIPPING_PRICE))


def add_service_lines(dice: Dice, orders: list[Order]) -> None:
    """Add gift vouchers, fees, samples and manual entries, at most one per order."""
    total = sum(number for _, number, _, _ in SERVICE_LINES.values())
    chosen = iter(dice.sample(orders, total))
    for code, (title, number, low, high) in SERVICE_LINES.items():
        for _ in range(number):
            price = dice.between(low, high) // 10 * 10
            next(chosen).lines.append(Line(code, title, 1, price))


def add_worthless_lines(dice: Dice, catalogue: Catalogue, orders: list[Order]) -> None:
    """Add lines of products at no price, at a negative price, or in no quantity."""
    total = ZERO_PRICE_LINES + NEGATIVE_PRICE_LINES + ZERO_QUANTITY_LINES
    for place, order in enumerate(dice.sample(orders, total)):
        bought = {line.sku for line in order.lines}
        others = [product for product in catalogue.products if product.sku not in bought]
        line = line_of(dice, dice.pick(others), 1, order.placed_at.date())
        if place < ZERO_PRICE_LINES:
            line.price = 0
        elif place < ZERO_PRICE_LINES + NEGATIVE_PRICE_LINES:
            line.price = -line.price
            line.title = ADJUSTMENT_TITLE
        else:
            line.quantity = 0
        order.lines.append(line)


def spoil_text(dice: Dice, orders: list[Order]) -> None:
    """Spoil casing and blanks of some titles, channels and countries."""
    lines = [line for order in orders for line in order.lines if line.price > 0]
    for line in dice.sample(lines, ODD_TITLES):
        line.title = _spoilt(dice, line.title)
    for order in dice.sample(orders, ODD_CHANNELS):
        order.channel = _spoilt(dice, order.channel, (*_SPOILERS, str.title))
    for order in dice.sample(orders, ODD_COUNTRIES):
        order.country = _spoilt(dice, order.country)


def duplicate_lines(dice: Dice, orders: list[Order]) -> None:
    """Repeat some lines of products, each right after itself."""
    lines = [
        (order, line)
        for order in orders
        for line in order.lines
        if line.quantity > 0 and line.price > 0
    ]
    for order, line in dice.sample(lines, DUPLICATE_LINES):
        order.lines.insert(order.lines.index(line), line)


def orders_to_undate(dice: Dice, orders: list[Order]) -> list[Order]:
    """Return the orders whose date is to stay blank; none is its customer's first or last."""
    pool = [
        order
        for order in orders
        if order.person
        and len(order.person.order_days) >= _MIN_ORDERS
        and order.person.order_days[0] < order.placed_at.date() < order.person.order_days[-1]
    ]
    return dice.sample(pool, BLANK_DATES)


def customers_to_forget(dice: Dice, orders: list[Order]) -> list[str]:
    """Return the numbers of customers who order but are to be missing from the customer file."""
    known = sorted({order.person.customer_no for order in orders if order.person})
    return dice.sample(known, UNKNOWN_CUSTOMERS)


def _spoilt(dice: Dice, text: str, spoilers: Sequence[Callable[[str], str]] = _SPOILERS) -> str:
    different = [spoil(text) for spoil in spoilers if spoil(text) != text]
    return dice.pick(different)
