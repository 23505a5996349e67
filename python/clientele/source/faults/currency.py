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
