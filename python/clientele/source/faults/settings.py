"""Faults of the vars that say how files are read."""

from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class HeaderRowWrong(Fault):
    """The row of the header is not a row."""

    code: ClassVar[str] = "header-row-wrong"
    description: ClassVar[str] = "custom_header_row is not a whole number from 1."
    value: str


@dataclass(frozen=True)
class EncodingUnknown(Fault):
    """The encoding is not one."""

    code: ClassVar[str] = "encoding-unknown"
    description: ClassVar[str] = "custom_encoding is not the name of an encoding."
    value: str
