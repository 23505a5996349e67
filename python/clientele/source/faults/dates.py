"""Faults of dates, and of the vars about them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class DateFormatInvalid(Fault):
    """custom_date_format is not a format."""

    code: ClassVar[str] = "date-format-invalid"
    description: ClassVar[str] = "custom_date_format is not a format of dates."
    value: Any


@dataclass(frozen=True)
class EarliestDateInvalid(Fault):
    """earliest_date is not a date."""

    code: ClassVar[str] = "earliest-date-invalid"
    description: ClassVar[str] = "earliest_date is not a date."
    value: Any


@dataclass(frozen=True)
class TimeZoneUnknown(Fault):
    """time_zone is not the name of a time zone."""

    code: ClassVar[str] = "time-zone-unknown"
    description: ClassVar[str] = "time_zone is not a name of the IANA time zone database."
    value: Any
    nearby: str


@dataclass(frozen=True)
class DateAmbiguous(Fault):
    """Every date can be read in two ways, and nothing tells which is right."""

    code: ClassVar[str] = "date-ambiguous"
    description: ClassVar[str] = "Two formats read every date of a column, and as different days."
    label: str
    column: str
    value: str
    format_1: str
    date_1: str
    format_2: str
    date_2: str


@dataclass(frozen=True)
class DateUnreadable(Fault):
    """Cells are not dates, or not in the format of the others."""

    code: ClassVar[str] = "date-unreadable"
    description: ClassVar[str] = "Cells of ordered_at are not dates, or not in the column's format."
    label: str
    column: str
    value: str
    line: int | None
    found: int
    filled: int
    format: str
    proposal: str
    file: str = ""


@dataclass(frozen=True)
class DateImplausible(Fault):
    """Dates lie before any shop kept its orders."""

    code: ClassVar[str] = "date-implausible"
    description: ClassVar[str] = "Dates lie before earliest_date."
    label: str
    column: str
    value: str
    line: int | None
    found: int
    filled: int
    earliest: str
    file: str = ""


@dataclass(frozen=True)
class DatesLate(Fault):
    """Every date lies in a far future, as the years of another calendar do."""

    code: ClassVar[str] = "dates-late"
    description: ClassVar[str] = "Every date lies after latest_date, or after 2099."
    label: str
    column: str
    value: str
    line: int | None
    latest: str
    file: str = ""
