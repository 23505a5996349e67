"""dbt-spark with a session of our own, which also runs Python models (clientele.spark)."""

from dbt.adapters.base import AdapterPlugin
from dbt.adapters.clientelespark.adapter import ClienteleSparkAdapter
from dbt.adapters.clientelespark.connections import ClienteleSparkCredentials
from dbt.include import clientelespark

Plugin = AdapterPlugin(
    adapter=ClienteleSparkAdapter,
    credentials=ClienteleSparkCredentials,
    include_path=clientelespark.PACKAGE_PATH,
    dependencies=["spark"],
)
