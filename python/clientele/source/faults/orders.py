"""Faults of orders and lines, and of vars that name what the lines do not have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class OrderOfTwoCustomers(Fault):
    """One order id has lines of several customers."""

    code: ClassVar[str] = "order-of-two-customers"
    description: ClassVar[str] = "An order id has lines of several customers."
    label: str
    columns: Sequence[str]
    order_id: str
    customers: Sequence[str]
    lines: str
    found: int
    folded: bool = False


@dataclass(frozen=True)
class OrderCellsMerged(Fault):
    """Many lines have products or money, but no order, customer and date."""

    code: ClassVar[str] = "order-cells-merged"
    description: ClassVar[str] = "Many lines leave out their order, customer and date at once."
    label: str
    line: int | None
    found: int
    received: int
    file: str = ""


@dataclass(frozen=True)
class OrderLineIdShared(Fault):
    """Several different lines have one order_line_id."""

    code: ClassVar[str] = "order-line-id-shared"
    description: ClassVar[str] = "Several different lines have the same order_line_id."
    label: str
    column: str
    value: str
    found: int


@dataclass(frozen=True)
class ExcludedProductUnknown(Fault):
    """excluded_products names products that no line has."""

    code: ClassVar[str] = "excluded-product-unknown"
    description: ClassVar[str] = "excluded_products names products that no line has."
    products: Sequence[str]
    nearby: str


@dataclass(frozen=True)
class FeatureWithoutData(Fault):
    """cluster_features names features that no customer of the source can have."""

    code: ClassVar[str] = "feature-without-data"
    description: ClassVar[str] = "cluster_features names features of which the source has no data."
    features: Sequence[str]
    needs: Sequence[str]


@dataclass(frozen=True)
class TotalsBetweenLines(Fault):
    """Lines hold the sum of other lines, or what was paid for them, which would count twice."""

    code: ClassVar[str] = "totals-between-lines"
    description: ClassVar[str] = "Rows of totals or payments stand between the order lines."
    label: str
    line: int | None
    found: int
    file: str = ""


@dataclass(frozen=True)
class RefundsUnclear(Fault):
    """Lines with the word for a refund hold positive money, and can mean two things."""

    code: ClassVar[str] = "refunds-unclear"
    description: ClassVar[str] = (
        "Lines with the word for a refund and positive money can be refunds or refunded sales."
    )
    label: str
    column: str
    value: str
    line: int | None
    found: int
    file: str = ""


@dataclass(frozen=True)
class CancelledTwice(Fault):
    """Cancelled sales have an equal line with a minus under another order number."""

    code: ClassVar[str] = "cancelled-twice"
    description: ClassVar[str] = (
        "Sales are cancelled by a word, and by lines with a minus under numbers of their own."
    )
    label: str
    column: str
    order_id: str
    reversal: str
    found: int


@dataclass(frozen=True)
class OrderAmountRepeated(Fault):
    """A column of money has the same amount on all lines of each order."""

    code: ClassVar[str] = "order-amount-repeated"
    description: ClassVar[str] = "A column of money repeats the amount of the order on each line."
    label: str
    column: str
    name: str
    value: str
    order_id: str
    found: int


@dataclass(frozen=True)
class FilesOverlap(Fault):
    """Two files have the same lines of an order."""

    code: ClassVar[str] = "files-overlap"
    description: ClassVar[str] = "Two files have the same orders, and equal lines would be kept."
    label: str
    order_id: str
    first: str
    second: str
    found: int
