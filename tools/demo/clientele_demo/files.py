"""The dataset as files: rendered in memory, then written so that none is ever half there."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from clientele_demo.archetypes import ARCHETYPES
from clientele_demo.readme import README
from clientele_demo.shop import Shop

Row = tuple[object, ...]


def render(shop: Shop) -> dict[str, bytes]:
    """Return the content of each file by its path below the output folder."""
    tables = {
        "customers.csv": _customers(shop),
        "order_lines.csv": _order_lines(shop),
        "orders.csv": _orders(shop),
        "payments.csv": _payments(shop),
        "products.csv": _products(shop),
        "reviews.csv": _reviews(shop),
        "truth/archetypes.csv": _archetypes(),
        "truth/bundles.csv": _bundles(shop),
        "truth/customers.csv": _truth(shop),
        "truth/rhythms.csv": _rhythms(shop),
        "truth/sequences.csv": _sequences(shop),
    }
    contents = {path: _csv(rows) for path, rows in tables.items()}
    contents["README.md"] = README.encode()
    return contents


def write(contents: dict[str, bytes], folder: Path) -> None:
    """Write every file below the folder; each one is replaced in whole or not at all."""
    for path, content in contents.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            draft.chmod(0o644)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def money(cents: int) -> str:
    """Return cents as a decimal number with two places."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _customers(shop: Shop) -> Iterable[Row]:
    yield "customer_no", "name", "country", "city", "income", "birth_year", "joined_on"
    for person in sorted(shop.people, key=lambda person: person.customer_no):
        if person.customer_no not in shop.forgotten:
            yield (
                person.customer_no,
                person.name,
                person.country,
                person.city,
                person.income,
                person.birth_year,
                person.joined_on,
            )


def _products(shop: Shop) -> Iterable[Row]:
    yield "sku", "title", "category", "list_price"
    for product in shop.catalogue.products:
        yield product.sku, product.title, product.category, money(product.list_price)


def _orders(shop: Shop) -> Iterable[Row]:
    yield "order_no", "customer_no", "channel", "country", "placed_at"
    for order in shop.orders:
        customer_no = order.person.customer_no if order.person else None
        placed_at = None if order.order_no in shop.undated else order.placed_at
        yield order.order_no, customer_no, order.channel, order.country, placed_at


def _order_lines(shop: Shop) -> Iterable[Row]:
    yield "order_no", "sku", "title", "quantity", "price"
    for order in shop.orders:
        for line in order.lines:
            yield order.order_no, line.sku, line.title, line.quantity, money(line.price)


def _payments(shop: Shop) -> Iterable[Row]:
    yield "order_no", "method", "amount"
    for payment in shop.payments:
        yield payment.order.order_no, payment.method, money(payment.amount)


def _reviews(shop: Shop) -> Iterable[Row]:
    yield "order_no", "stars", "reviewed_at"
    for review in shop.reviews:
        yield review.order.order_no, review.stars, review.reviewed_at


def _truth(shop: Shop) -> Iterable[Row]:
    yield "customer_no", "archetype"
    for person in sorted(shop.people, key=lambda person: person.customer_no):
        if person.archetype:
            yield person.customer_no, person.archetype.name


def _archetypes() -> Iterable[Row]:
    yield "archetype", "segment_id"
    for archetype in ARCHETYPES:
        for segment_id in archetype.segments:
            yield archetype.name, segment_id


def _bundles(shop: Shop) -> Iterable[Row]:
    yield "bundle", "sku"
    for bundle, products in shop.catalogue.bundles.items():
        for sku in sorted(product.sku for product in products):
            yield bundle, sku


def _rhythms(shop: Shop) -> Iterable[Row]:
    yield "customer_no", "sku", "times", "median_days"
    for rhythm in shop.rhythms:
        yield rhythm.customer_no, rhythm.product.sku, rhythm.times, rhythm.days


def _sequences(shop: Shop) -> Iterable[Row]:
    yield "sequence", "first_sku", "then_sku", "fewest_days", "most_days", "customers"
    for sequence in shop.sequences:
        yield (
            sequence.name,
            sequence.first.sku,
            sequence.then.sku,
            *sequence.days,
            sequence.customers,
        )
