"""dbt-spark with a session of our own, which also runs Python models (clientele.spark)."""

from dbt.adapters.base import AdapterPlugin
from dbt.adapters.clientele_spark.adapter import ClienteleSparkAdapter
from dbt.adapters.clientele_spark.connections import ClienteleSparkCredentials
from dbt.include import clientele_spark

Plugin = AdapterPlugin(
    adapter=ClienteleSparkAdapter,
    credentials=ClienteleSparkCredentials,
    include_path=clientele_spark.PACKAGE_PATH,
    dependencies=["spark"],
)
