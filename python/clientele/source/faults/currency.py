"""Faults of currencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class CurrencyMixed(Fault):
    """The signs of several currencies stand in columns of money."""

    code: ClassVar[str] = "currency-mixed"
    description: ClassVar[str] = "Columns of money hold the signs of several currencies."
    label: str
    columns: Sequence[str]
    currencies: Sequence[str]


@dataclass(frozen=True)
class CurrencyUnclear(Fault):
    """A sign of several currencies stands beside the code of one of them."""

    code: ClassVar[str] = "currency-unclear"
    description: ClassVar[str] = "Columns of money hold a sign such as $ beside a code such as CAD."
    label: str
    columns: Sequence[str]
    currencies: Sequence[str]


@dataclass(frozen=True)
class CurrencyDiffers(Fault):
    """The cells name another currency than the var."""

    code: ClassVar[str] = "currency-differs"
    description: ClassVar[str] = "Columns of money name another currency than the var currency."
    label: str
    columns: Sequence[str]
    currencies: Sequence[str]
    given: str


@dataclass(frozen=True)
class CurrencyContradicted(Fault):
    """The money of a line names another currency than the line's column of currencies."""

    code: ClassVar[str] = "currency-contradicted"
    description: ClassVar[str] = "Money names another currency than the column mapped to currency."
    label: str
    column: str
    name: str
    currency: str
    other: str
    line: int | None
    found: int
    file: str = ""


@dataclass(frozen=True)
class MoneyInMinorUnits(Fault):
    """Money is counted in cents or in millionths of the currency."""

    code: ClassVar[str] = "money-in-minor-units"
    description: ClassVar[str] = "Money is in cents, or in millionths of the currency."
    label: str
    column: str
    name: str
    divisor: str
    value: str
    line: int | None
    file: str = ""
