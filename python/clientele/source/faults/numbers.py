"""Faults of numbers, and of the var about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class DecimalSeparatorInvalid(Fault):
    """custom_decimal_separator is not a separator."""

    code: ClassVar[str] = "decimal-separator-invalid"
    description: ClassVar[str] = "custom_decimal_separator is neither null, a point nor a comma."
    value: Any


@dataclass(frozen=True)
class NumberAmbiguous(Fault):
    """Every number can be read in two ways, and nothing tells which is right."""

    code: ClassVar[str] = "number-ambiguous"
    description: ClassVar[str] = "Numbers such as 1.234 fit two readings, and no cell decides."
    label: str
    columns: Sequence[str]
    value: str
    with_point: str
    with_comma: str


@dataclass(frozen=True)
class NumberUnreadable(Fault):
    """Cells are not numbers, or have the other decimal sign."""

    code: ClassVar[str] = "number-unreadable"
    description: ClassVar[str] = "Cells of a column of numbers are not numbers."
    label: str
    column: str
    name: str
    value: str
    line: int | None
    found: int
    filled: int
    separator: str
    proposal: str
    file: str = ""


@dataclass(frozen=True)
class CostNegative(Fault):
    """A line that sells something has a negative unit_cost."""

    code: ClassVar[str] = "cost-negative"
    description: ClassVar[str] = "Lines that are not returns have a negative unit_cost."
    label: str
    column: str
    value: str
    line: int | None
    found: int
    file: str = ""


@dataclass(frozen=True)
class NumberTooFine(Fault):
    """Numbers have more decimals than can be kept."""

    code: ClassVar[str] = "number-too-fine"
    description: ClassVar[str] = "Numbers have more decimals than the column can hold."
    label: str
    column: str
    name: str
    value: str
    line: int | None
    found: int
    decimals: int
    file: str = ""


@dataclass(frozen=True)
class NumberTooLarge(Fault):
    """Numbers are infinite, or have more digits than can be kept."""

    code: ClassVar[str] = "number-too-large"
    description: ClassVar[str] = "Numbers are infinite, or have more digits than the column holds."
    label: str
    column: str
    name: str
    value: str
    line: int | None
    found: int
    digits: int
    file: str = ""


@dataclass(frozen=True)
class SignsMixed(Fault):
    """Deductions are written both with a minus and without."""

    code: ClassVar[str] = "signs-mixed"
    description: ClassVar[str] = "A column of refunds or discounts has amounts of both signs."
    label: str
    column: str
    name: str
    value: str
    line: int | None
    found: int
    filled: int
    file: str = ""


@dataclass(frozen=True)
class DeductionContained(Fault):
    """The amounts of lines lack a discount or a refund already, which would come off again."""

    code: ClassVar[str] = "deduction-contained"
    description: ClassVar[str] = "A discount or refund is already missing in the amount."
    label: str
    column: str
    name: str
    amount: str
    value: str
    line: int | None
    found: int
    file: str = ""
