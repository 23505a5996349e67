"""Clusters of 5 million customers: fitted to a sample by hash, and everybody scored in SQL.

    python benchmarks/clusters.py [--customers 5000000] [--reference 500000] [--memory 4]

The customers are made up, the same each time: four groups in recency, frequency and monetary
value. Each step runs in a process of its own, so that its peak memory is its own, Python and its
libraries included. The yardstick is scikit-learn's K-Means on all of a smaller table. Prints a
Markdown table; ends with status 1 where a step needs more memory than allowed, or where a label in
SQL is not the one in Python.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from clientele.clustering import fit_clusters
from clientele.clustering.centroids import read_centroids
from clientele.clustering.features import FIT_SAMPLE, read_features
from clientele.clustering.kmeans import partition
from clientele.clustering.scaling import fit_scaling

COLUMNS = ["recency_days", "frequency", "monetary"]
COUNT = 4
SEED = 42
GIB = 2**30

# Chance comes from hashes of the row: the same customers on any number of threads.
CUSTOMERS = """
    copy (
        with drawn as (
            select
                range as customer,
                (1 + hash(range, 1) % 4)::bigint as in_group,
                (hash(range, 2) % 1000000 + 0.5) / 1000000 as u,
                (hash(range, 3) % 1000000 + 0.5) / 1000000 as v,
                (hash(range, 4) % 1000000 + 0.5) / 1000000 as w
            from range({customers})
        )

        select
            'c' || lpad(customer::varchar, 9, '0') as customer_id,
            floor([8, 40, 120, 300][in_group] * (0.3 - ln(u)))::double as recency_days,
            1 + floor([12, 5, 2, 0.5][in_group] * -ln(v))::double as frequency,
            round([2500, 700, 300, 120][in_group] * (0.2 - ln(w)), 2)::double as monetary
        from drawn
    ) to '{file}' (format parquet)
"""

SAMPLE = "select * from read_parquet('{file}') order by md5(customer_id) limit {size}"

# One row of lists holds the whole model; squares are added up in the order of the features.
SCORE = """
    copy (
        with features as (
            select
                feature_order,
                any_value(transform) as transform,
                any_value(centre) as centre,
                any_value(scale) as scale,
                any_value(fill) as fill
            from read_parquet('{centroids}')
            group by feature_order
        ),

        clusters as (
            select
                cluster_id,
                list(centroid_scaled order by feature_order) as centroid
            from read_parquet('{centroids}')
            group by cluster_id
        ),

        model as (
            select
                (select list(features order by feature_order) from features) as scaling,
                (select list(clusters order by cluster_id) from clusters) as clusters
        ),

        scaled as (
            select
                customers.customer_id,
                model.clusters,
                list_transform(
                    [customers.recency_days, customers.frequency, customers.monetary],
                    lambda value, i: (
                        case model.scaling[i].transform
                            when 'log1p' then ln(1 + coalesce(value, model.scaling[i].fill))
                            else coalesce(value, model.scaling[i].fill)
                        end - model.scaling[i].centre
                    ) / model.scaling[i].scale
                ) as position
            from read_parquet('{customers}') as customers
            cross join model
        ),

        measured as (
            select
                customer_id,
                clusters,
                list_transform(
                    clusters,
                    lambda cluster:
                        (position[1] - cluster.centroid[1]) ** 2
                        + (position[2] - cluster.centroid[2]) ** 2
                        + (position[3] - cluster.centroid[3]) ** 2
                ) as distances
            from scaled
        )

        select
            customer_id,
            clusters[list_position(distances, list_min(distances))].cluster_id as cluster_id
        from measured
    ) to '{scored}' (format parquet)
"""


@dataclass(frozen=True)
class Run:
    """What a step took: wall time in seconds, peak memory in bytes, and what it says of itself."""

    seconds: float
    peak: int
    result: str


@dataclass(frozen=True)
class Files:
    """Where the steps leave what the next ones need."""

    folder: Path

    @property
    def customers(self) -> Path:
        """All customers, with their features."""
        return self.folder / "customers.parquet"

    @property
    def centroids(self) -> Path:
        """The model."""
        return self.folder / "centroids.parquet"

    @property
    def scored(self) -> Path:
        """All customers, with their clusters."""
        return self.folder / "scored.parquet"


def connect(files: Files) -> duckdb.DuckDBPyConnection:
    """Open a database that spills to the folder of the run beyond 2 GB and keeps no row order."""
    connection = duckdb.connect(
        config={
            "memory_limit": "2GB",
            "temp_directory": str(files.folder),
            "preserve_insertion_order": "false",
        }
    )
    connection.execute("set enable_progress_bar = false")
    return connection


def read_first(files: Files, size: int) -> pa.Table:
    """Return the first customers by md5 of customer_id."""
    with connect(files) as connection:
        query = SAMPLE.format(file=files.customers, size=size)
        return connection.execute(query).to_arrow_table()


def make(files: Files, customers: int) -> str:
    """Write the customers."""
    with connect(files) as connection:
        connection.execute(CUSTOMERS.format(customers=customers, file=files.customers))
    return f"{customers:,} customers"


def fit_sample(files: Files) -> str:
    """Fit the clusters to a sample and write the model."""
    sample = read_first(files, FIT_SAMPLE)
    pq.write_table(fit_clusters(sample, COLUMNS, "log_standard", COUNT, SEED), files.centroids)
    return f"{COUNT} clusters from {sample.num_rows:,} customers"


def score(files: Files) -> str:
    """Give every customer a cluster, in SQL."""
    query = SCORE.format(centroids=files.centroids, customers=files.customers, scored=files.scored)
    with connect(files) as connection:
        (rows,) = connection.execute(query).fetchone() or (0,)
    return f"{rows:,} customers"


def fit_all(files: Files, customers: int) -> str:
    """Fit the clusters to many customers at once, for comparison."""
    _, values = read_features(read_first(files, customers), COLUMNS)
    found = partition(fit_scaling(values, "log_standard").transform(values), COUNT, SEED)
    return f"{len(found.centres)} clusters from {len(values):,} customers"


def check(files: Files, customers: int) -> str:
    """Count the labels in SQL that differ from those in Python."""
    features = read_first(files, customers)
    ids, values = read_features(features, COLUMNS)
    labels, _ = read_centroids(pq.read_table(files.centroids)).nearest(values)
    expected = pa.table({"customer_id": ids, "cluster_id": labels})
    with connect(files) as connection:
        connection.register("expected", expected)
        (different,) = connection.execute(
            f"""
            select count(*) filter (scored.cluster_id is distinct from expected.cluster_id)
            from expected
            left join read_parquet('{files.scored}') as scored
                on expected.customer_id = scored.customer_id
            """
        ).fetchone() or (customers,)
    return f"{different} of {expected.num_rows:,} labels differ"


def loss(files: Files, customers: int) -> str:
    """Compare the inertia of the model of the sample with that of a fit to many customers."""
    _, values = read_features(read_first(files, customers), COLUMNS)
    scaled = fit_scaling(values, "log_standard").transform(values)
    full = partition(scaled, COUNT, SEED).inertia
    model = pq.read_table(files.centroids).sort_by(
        [("cluster_id", "ascending"), ("feature_order", "ascending")]
    )
    units = model["centroid"].to_numpy().reshape(-1, len(COLUMNS))
    centres = fit_scaling(values, "log_standard").transform(units)
    squared = np.stack([((scaled - centre) ** 2).sum(axis=1) for centre in centres])
    return f"inertia {squared.min(axis=0).sum() / full:.5f} of a full fit's"


def timed(step: Callable[[], str]) -> Run:
    """Run a step in this process and measure it."""
    start = time.perf_counter()
    result = step()
    seconds = time.perf_counter() - start
    return Run(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, result)


def alone(step: Callable[[], str]) -> Run:
    """Run a step in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(timed, step).result()


def main() -> int:
    """Run all steps and print what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--customers", type=int, default=5_000_000, help="customers to score")
    parser.add_argument("--reference", type=int, default=500_000, help="customers of the yardstick")
    parser.add_argument("--memory", type=float, default=4, help="peak memory allowed, GiB")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder))
        alone(partial(make, files, asked.customers))
        runs = {
            "fit to a sample by hash": alone(partial(fit_sample, files)),
            "score all in SQL": alone(partial(score, files)),
            "scikit-learn, fit to all of": alone(partial(fit_all, files, asked.reference)),
        }
        checked = alone(partial(check, files, asked.reference))
        lost = alone(partial(loss, files, asked.reference))
    *ours, yardstick = runs.values()
    print("| step | what | seconds | of the yardstick | peak memory, GiB |")
    print("|---|---|---:|---:|---:|")
    for name, run in runs.items():
        ratio = f"{run.seconds / yardstick.seconds:.2f}"
        print(f"| {name} | {run.result} | {run.seconds:.1f} | {ratio} | {run.peak / GIB:.2f} |")
    print(f"\nPython against SQL: {checked.result}. The sample's model has {lost.result}.")
    within = max(run.peak for run in ours) <= asked.memory * GIB
    print(f"Peak memory {'within' if within else 'OVER'} the {asked.memory:g} GiB allowed.")
    return 0 if within and checked.result.startswith("0 of") else 1


if __name__ == "__main__":
    sys.exit(main())
