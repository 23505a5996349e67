"""Faults of cells and lines as such."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class TableEmpty(Fault):
    """A table has columns but no lines."""

    code: ClassVar[str] = "table-empty"
    description: ClassVar[str] = "The source has columns but no lines."
    label: str


@dataclass(frozen=True)
class TableDamaged(Fault):
    """A table cannot be read to its end."""

    code: ClassVar[str] = "table-damaged"
    description: ClassVar[str] = "A file or table cannot be read to its end."
    label: str


@dataclass(frozen=True)
class HeaderRepeated(Fault):
    """The header stands a second time between the lines."""

    code: ClassVar[str] = "header-repeated"
    description: ClassVar[str] = "The header line stands again between the lines."
    label: str
    line: int | None
    found: int
    file: str = ""


@dataclass(frozen=True)
class FlagUnknown(Fault):
    """Cells of is_cancelled are neither yes nor no."""

    code: ClassVar[str] = "flag-unknown"
    description: ClassVar[str] = "Cells of is_cancelled are neither a yes nor a no."
    label: str
    column: str
    value: str
    line: int | None
    found: int
    filled: int
    words: Sequence[str]
    file: str = ""


@dataclass(frozen=True)
class MissingWordsInvalid(Fault):
    """custom_missing_words is not a list of words."""

    code: ClassVar[str] = "missing-words-invalid"
    description: ClassVar[str] = "custom_missing_words is not a list of words."
    value: Any


@dataclass(frozen=True)
class IdDigitsLost(Fault):
    """A spreadsheet shortened long ids, so that several ids look like one."""

    code: ClassVar[str] = "id-digits-lost"
    description: ClassVar[str] = "Ids such as 1.23457E+12 have lost their last digits."
    label: str
    column: str
    name: str
    value: str
    line: int | None
    found: int
    file: str = ""
