"""Builds the project on Apache Spark: the session, its tables, and what the driver does itself.

pyspark is only in the environment of Spark (`script/setup --spark`), so modules import it where
they use it.
"""

from clientele.spark.engine import Engine
from clientele.spark.errors import SparkError
from clientele.spark.settings import Settings

__all__ = ["Engine", "Settings", "SparkError"]
