"""Know your customers without leaving the warehouse: the Python side of the clientele project.

`clientele.connect("demo")` opens the public tables for reading, and
`clientele.connect_lake("demo")` those of a lake. The subpackages hold what a build calls:
`clientele.clustering` and `clientele.baskets`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientele.warehouse import WarehouseError, connect

if TYPE_CHECKING:
    from clientele.lake import connect_lake

__all__ = ["WarehouseError", "connect", "connect_lake"]


def __getattr__(name: str) -> object:
    """Import what few callers need, and no subpackage, when it is asked for."""
    if name == "connect_lake":
        from clientele.lake import connect_lake

        return connect_lake
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
