"""Faults of custom_preset."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class PresetUnknown(Fault):
    """custom_preset is not the name of a preset."""

    code: ClassVar[str] = "preset-unknown"
    description: ClassVar[str] = "custom_preset is not the name of a preset."
    value: str
    allowed: Sequence[str]


@dataclass(frozen=True)
class PresetDoesNotFit(Fault):
    """The header is not one that the platform writes."""

    code: ClassVar[str] = "preset-does-not-fit"
    description: ClassVar[str] = "A file or table does not have the columns that a preset needs."
    label: str
    preset: str
    missing: Sequence[str]
    fitting: str
    names: str
