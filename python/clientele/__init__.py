"""Know your customers without leaving the warehouse: the Python side of the clientele project.

`clientele.connect("demo")` opens the public tables for reading, and
`clientele.connect_lake("demo")` those of a lake. The subpackages hold what a build calls:
`clientele.clustering` and `clientele.baskets`.
"""

from clientele.lake import connect_lake
from clientele.warehouse import WarehouseError, connect

__all__ = ["WarehouseError", "connect", "connect_lake"]
