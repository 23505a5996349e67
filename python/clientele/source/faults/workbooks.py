"""Faults of workbooks: damaged, locked, without the sheet."""

from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class WorkbookDamaged(Fault):
    """The workbook cannot be read."""

    code: ClassVar[str] = "workbook-damaged"
    description: ClassVar[str] = "The workbook is damaged, or not a workbook."
    label: str


@dataclass(frozen=True)
class WorkbookLocked(Fault):
    """The workbook has a password."""

    code: ClassVar[str] = "workbook-locked"
    description: ClassVar[str] = "The workbook has a password."
    label: str


@dataclass(frozen=True)
class SheetMissing(Fault):
    """The workbook has no such sheet."""

    code: ClassVar[str] = "sheet-missing"
    description: ClassVar[str] = "The workbook has no sheet of the name that custom_source gives."
    label: str
    sheet: str
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetEmpty(Fault):
    """The sheet has no cells."""

    code: ClassVar[str] = "sheet-empty"
    description: ClassVar[str] = "The sheet has no filled cells."
    label: str


@dataclass(frozen=True)
class WorkbookTooLarge(Fault):
    """The used area of a sheet is too large."""

    code: ClassVar[str] = "workbook-too-large"
    description: ClassVar[str] = "The used area of a sheet is larger than memory holds."
    label: str
    rows: int
    columns: int
