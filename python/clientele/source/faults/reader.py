"""Faults of the reader itself."""

from dataclasses import dataclass
from typing import ClassVar

from clientele.source.faults.base import Fault


@dataclass(frozen=True)
class Unexpected(Fault):
    """The reader failed in a way that nobody foresaw."""

    code: ClassVar[str] = "unexpected"
    description: ClassVar[str] = (
        "The reader itself failed. The log that the sentence names says where."
    )
    error: str
    log: str
