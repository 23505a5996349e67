"""Small shops at random, with guests, returns, refunds, equal lines and dirt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow as pa
from hypothesis import strategies as st

FIRST_DAY = dt.datetime(2023, 1, 2)
TIMES = [dt.timedelta(0), dt.timedelta(hours=10, minutes=30), dt.timedelta(hours=18, seconds=12)]


@dataclass(frozen=True)
class Line:
    """One line as received, in the columns of the reader's table."""

    order_id: str | None
    customer_id: str | None
    product_id: str | None
    ordered_at: dt.datetime | None
    quantity: Decimal | None
    amount: Decimal | None
    category: str | None = None
    channel: str | None = None
    refunded_amount: Decimal | None = None
    discount_amount: Decimal | None = None
    is_cancelled: bool | None = None
    unit_cost: Decimal | None = None


Shop = list[Line]

cents = st.integers(1, 9999).map(lambda value: Decimal(value) / 100)
# Fractions of a cent, as prices per gram or per call make them.
fine = st.integers(1, 9999999).map(lambda value: Decimal(value) / 10**5)
pieces = st.sampled_from([Decimal(n) for n in ("1", "1", "2", "3", "12", "0.237", "2.5")])
dirty_quantities = st.sampled_from([None, Decimal(0), Decimal(-1)])
dirty_amounts = st.sampled_from([None, Decimal(0), Decimal(-5), Decimal("0.01")])


@st.composite
def sales(draw: st.DrawFn, number: int, has_costs: bool) -> Shop:
    """Draw one order, of a customer or of a guest."""
    customer = draw(st.sampled_from([None, *"ABCDEFGH"]))
    day = FIRST_DAY + dt.timedelta(days=draw(st.integers(0, 420)))
    moment = day + draw(st.sampled_from(TIMES))
    channel = draw(st.sampled_from([None, "web", "store"]))
    order = draw(st.sampled_from([f"O{number}"] * 5 + [None]))
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        product = draw(st.sampled_from(["P1", "P2", "P3", "P4", "P5", None]))
        cost = draw(st.one_of(st.none(), cents, fine)) if has_costs else None
        lines.append(
            Line(
                order_id=order,
                customer_id=customer,
                product_id=product,
                ordered_at=moment,
                quantity=draw(pieces),
                amount=draw(st.one_of(cents, cents, fine)),
                category=product and f"kind {int(product[1]) % 2}",
                channel=channel,
                unit_cost=cost,
            )
        )
    return lines


@st.composite
def returns(draw: st.DrawFn, sold: Shop) -> Shop:
    """Draw a return of a line that was sold, in one of the ways in which people record them."""
    line = draw(st.sampled_from(sold))
    assert line.quantity and line.amount and line.ordered_at
    moment = line.ordered_at + dt.timedelta(days=draw(st.sampled_from([0, 0, 3, 20, 60])))
    # A line without an order stays without one: an order belongs to one customer.
    other = "R" + line.order_id if line.order_id else None
    order = draw(st.sampled_from([line.order_id, line.order_id, other]))
    way = draw(st.sampled_from(["goods", "part", "twice", "money", "amount", "flag", "too much"]))
    back = replace(line, order_id=order, ordered_at=moment)
    if way == "goods":
        back = replace(back, quantity=-line.quantity, amount=-line.amount)
    elif way == "part":
        back = replace(back, quantity=-line.quantity / 2, amount=-line.amount / 2)
    elif way == "twice":
        half = replace(back, quantity=-line.quantity / 2, amount=-line.amount / 2)
        return [half, half]
    elif way == "money":
        back = replace(back, quantity=Decimal(-1), amount=-draw(cents))
    elif way == "amount":
        back = replace(back, amount=-draw(cents))
    elif way == "flag":
        back = replace(back, is_cancelled=True)
    else:
        back = replace(back, quantity=-line.quantity * 3, amount=-line.amount * 3)
    return [back]


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    """Draw a whole shop."""
    lines: Shop = []
    has_costs = draw(st.booleans())
    for number in range(draw(st.integers(1, 25))):
        lines += draw(sales(number, has_costs))
    sold = list(lines)
    for _ in range(draw(st.integers(0, 6))):
        lines += draw(returns(sold))
    for at in draw(st.lists(st.integers(0, len(lines) - 1), max_size=4)):
        lines.append(lines[at])
    for at in draw(st.lists(st.integers(0, len(lines) - 1), max_size=4)):
        kind = draw(st.sampled_from(["quantity", "amount", "date", "discount", "refund"]))
        if kind == "quantity":
            lines[at] = replace(lines[at], quantity=draw(dirty_quantities))
        elif kind == "amount":
            lines[at] = replace(lines[at], amount=draw(dirty_amounts))
        elif kind == "date":
            lines[at] = replace(lines[at], ordered_at=None)
        elif kind == "discount":
            lines[at] = replace(lines[at], discount_amount=draw(cents))
        else:
            lines[at] = replace(lines[at], refunded_amount=draw(cents))
    return lines


def dearer(shop: Shop) -> Shop:
    """Return the shop with all its money doubled."""

    def twice(money: Decimal | None) -> Decimal | None:
        return None if money is None else money * 2

    return [
        replace(
            line,
            amount=twice(line.amount),
            refunded_amount=twice(line.refunded_amount),
            discount_amount=twice(line.discount_amount),
            unit_cost=twice(line.unit_cost),
        )
        for line in shop
    ]


def later(shop: Shop, days: int) -> Shop:
    """Return the shop with all its dates moved."""
    by = dt.timedelta(days=days)
    return [replace(line, ordered_at=line.ordered_at and line.ordered_at + by) for line in shop]


# The columns of the reader's table; those that a Line lacks are null.
COLUMNS = {
    "order_line_id": "varchar",
    "order_id": "varchar",
    "customer_id": "varchar",
    "product_id": "varchar",
    "product_name": "varchar",
    "category": "varchar",
    "channel": "varchar",
    "country": "varchar",
    "ordered_at": "timestamp",
    "quantity": "decimal(18, 6)",
    "unit_price": "decimal(28, 10)",
    "amount": "decimal(28, 6)",
    "refunded_amount": "decimal(28, 6)",
    "discount_amount": "decimal(28, 6)",
    "currency": "varchar",
    "unit_cost": "decimal(28, 6)",
    "is_cancelled": "boolean",
    "customer_name": "varchar",
    "income": "decimal(18, 2)",
    "source_file": "varchar",
    "source_line": "bigint",
}


def as_arrow(shop: Shop) -> pa.Table:
    """Return the lines as a table of text, which DuckDB casts exactly."""

    def text(value: object) -> str | None:
        if value is None:
            return None
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    names = list(Line.__dataclass_fields__)
    return pa.table(
        {
            name: pa.array([text(getattr(line, name)) for line in shop], pa.string())
            for name in names
        }
    )
