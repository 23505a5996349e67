"""The role of a column, by its name and type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# Words that are written in another way in a label.
WRITTEN = {
    "id": "ID",
    "rfm": "RFM",
    "pca": "PCA",
    "kpi": "KPI",
    "r": "R",
    "f": "F",
    "m": "M",
    "z": "z-score of",
    "p": "p",
    "email": "e-mail",
}


@dataclass(frozen=True)
class Role:
    """What a column holds.

    Attributes:
        name: The role, such as money.
        types: The types of its columns, without their size.
        patterns: The names of its columns, where `*` stands for any characters.
        shown_as: The number format, as spreadsheets write it; none for text.
        metabase: Settings of dbt-metabase.

    """

    name: str
    types: tuple[str, ...]
    patterns: tuple[str, ...]
    shown_as: str | None = None
    metabase: dict[str, Any] = field(default_factory=dict)

    def has(self, column: str, data_type: str) -> bool:
        """Return whether a column has this role."""
        kind = re.sub(r"\(.*?\)", "", data_type.lower())
        return kind in self.types and any(fnmatchcase(column, one) for one in self.patterns)


@cache
def load_roles() -> tuple[Role, ...]:
    """Return all roles, in the order in which they are tried."""
    listed = yaml.safe_load((files("clientele.bi") / "columns.yml").read_text("utf-8"))
    return tuple(
        Role(
            one["role"],
            tuple(one["types"]),
            tuple(one["names"]),
            one.get("format"),
            one.get("metabase", {}),
        )
        for one in listed
    )


def role_of(column: str, data_type: str, roles: Iterable[Role] | None = None) -> Role | None:
    """Return the role of a column; none if no role has it.

    >>> role_of("monetary", "decimal(28,6)").name, role_of("revenue_share", "decimal(9,6)").name
    ('money', 'share')

    """
    tried = load_roles() if roles is None else roles
    return next((role for role in tried if role.has(column, data_type)), None)


def label_of(column: str) -> str:
    """Return a column's name for people.

    >>> label_of("average_order_value"), label_of("rfm_cell"), label_of("is_active")
    ('Average order value', 'RFM cell', 'Active')

    """
    words = [WRITTEN.get(word, word) for word in re.sub(r"^(is|has)_", "", column).split("_")]
    return words[0][0].upper() + words[0][1:] + "".join(f" {word}" for word in words[1:])
