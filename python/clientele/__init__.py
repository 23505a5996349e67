"""Know your customers without leaving the warehouse: the Python side of the clientele project.

`clientele.connect("demo")` opens the public tables for reading. The subpackages hold what a build
calls: `clientele.clustering` and `clientele.baskets`.
"""

from clientele.warehouse import WarehouseError, connect

__all__ = ["WarehouseError", "connect"]
