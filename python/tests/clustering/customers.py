"""Customers to cluster: Online Retail where its file is at hand, and tables made up on the spot."""

import os
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from clientele.clustering.centroids import read_centroids
from clientele.clustering.features import read_features

RFM = ["recency_days", "frequency", "monetary"]

ONLINE_RETAIL = """
    select
        "CustomerID" as customer_id,
        date_diff('day', max("InvoiceDate")::date, $as_of::date)::double as recency_days,
        count(distinct "InvoiceNo")::double as frequency,
        sum("Quantity" * "UnitPrice"::decimal(18, 3))::double as monetary
    from read_parquet($file)
    where
        "InvoiceDate" < $as_of::date
        and "CustomerID" is not null
        and "InvoiceNo" not like 'C%'
        and "Quantity" > 0
        and "UnitPrice" > 0
    group by "CustomerID"
"""


def online_retail(as_of="2011-12-10"):
    """Recency, frequency and monetary of each customer; by default of all the data."""
    folder = os.environ.get("CLIENTELE_DATA_DIR")
    if not folder or not (Path(folder) / "online_retail.parquet").is_file():
        pytest.skip("online_retail.parquet is not there (set CLIENTELE_DATA_DIR to its folder)")
    return _read(str(Path(folder) / "online_retail.parquet"), as_of)


@cache
def _read(file, as_of):
    with duckdb.connect() as connection:
        return connection.execute(ONLINE_RETAIL, {"file": file, "as_of": as_of}).to_arrow_table()


def query(sql, **tables):
    """The result of SQL over Arrow tables, each under the name given."""
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql).to_arrow_table()


def rows_of(sql, **tables):
    """The rows of a result, as tuples."""
    return [tuple(row.values()) for row in query(sql, **tables).to_pylist()]


def table_of(values, columns=RFM, ids=None):
    """A table of features from rows of values; ids are c000, c001, … unless given."""
    values = np.asarray(values, dtype=float).reshape(-1, len(columns))
    ids = [f"c{row:03}" for row in range(len(values))] if ids is None else ids
    arrays = [pa.array(column, from_pandas=True, type=pa.float64()) for column in values.T]
    return pa.table([pa.array(ids, pa.string()), *arrays], names=["customer_id", *columns])


CUSTOMER_CLUSTERS = pa.schema(
    [
        ("customer_id", pa.string()),
        ("cluster_id", pa.int32()),
        ("distance_to_centroid", pa.float64()),
    ]
)


def assign_clusters(features, centroids):
    """The nearest cluster of each customer and the distance to it, as SQL computes them."""
    if not centroids.num_rows:
        ids = features["customer_id"].combine_chunks().sort()
        nothing = pa.nulls(len(ids))
        return pa.table([ids, nothing, nothing], CUSTOMER_CLUSTERS.names).cast(CUSTOMER_CLUSTERS)
    model = read_centroids(centroids)
    ids, values = read_features(features, model.columns)
    labels, distances = model.nearest(values)
    return pa.table([ids, labels, distances], CUSTOMER_CLUSTERS.names).cast(CUSTOMER_CLUSTERS)


def blobs(centres, size=60, spread=0.1, seed=7):
    """Rows around each centre, and the number of the centre that each belongs to."""
    dice = np.random.default_rng(seed)
    centres = np.asarray(centres, dtype=float)
    truth = np.repeat(np.arange(len(centres)), size)
    return centres[truth] + dice.normal(scale=spread, size=(len(truth), centres.shape[1])), truth


def shuffled(table, seed=1):
    return table.take(np.random.default_rng(seed).permutation(table.num_rows))
