"""The customers of Customer Personality as the project clusters them, and what becomes of them."""

import os
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pytest

from clientele.clustering.choice import Trial, find_elbow
from clientele.clustering.features import read_features
from clientele.clustering.kmeans import partition
from clientele.clustering.scaling import fit_scaling

CATEGORIES = ["Wines", "Fruits", "MeatProducts", "FishProducts", "SweetProducts", "GoldProds"]
FEATURES = [
    "income",
    *CATEGORIES,
    *["recency_days", "frequency", "web", "catalogue", "store", "tenure_days"],
]
CUSTOMERS = f"""
    with received as (
        select
            *,
            "NumWebPurchases" as web,
            "NumCatalogPurchases" as catalogue,
            "NumStorePurchases" as store,
            strptime("Dt_Customer", '%d-%m-%Y')::date as joined_date,
            regexp_replace(raw::varchar, '[0-9]+', '') as all_but_the_id
        from read_parquet($file) as raw
    )
    select
        "ID" as customer_id,
        case when "Income" < 500000 then "Income" end as income,
        "Income" as received_income,
        {", ".join(f'"Mnt{name}" as "{name}"' for name in CATEGORIES)},
        "Recency" as recency_days,
        greatest(web + catalogue + store, 1) as frequency,
        web,
        catalogue,
        store,
        date_diff('day', joined_date, max(joined_date + "Recency") over ()) as tenure_days,
        row_number() over (partition by all_but_the_id order by "ID") > 1 as is_copy
    from received
"""


def customers():
    """One row per customer: customer_id, FEATURES, received_income and is_copy."""
    folder = os.environ.get("CLIENTELE_DATA_DIR")
    file = Path(folder or ".") / "customer_personality.parquet"
    if not folder or not file.is_file():
        pytest.skip("customer_personality.parquet is not there (set CLIENTELE_DATA_DIR)")
    return _read(str(file))


@cache
def _read(file):
    with duckdb.connect() as connection:
        return connection.execute(CUSTOMERS, {"file": file}).to_arrow_table()


def scaled(table, columns=FEATURES):
    """The ids, and the features on the scale that they are clustered on."""
    ids, values = read_features(table, columns)
    return ids.to_pylist(), fit_scaling(values, "standard").transform(values)


def labels(table, count, columns=FEATURES):
    """The cluster of each customer, by id."""
    ids, values = scaled(table, columns)
    return dict(zip(ids, partition(values, count, 42).labels.tolist(), strict=True))


def elbow_of(values):
    """The elbow of inertia over two to eight clusters."""
    inertia = {count: partition(values, count, 42).inertia for count in range(2, 9)}
    return find_elbow([Trial(count, count, found) for count, found in inertia.items()])


def drawn_again(values, times):
    """A resample of the rows, drawn with replacement."""
    draws = np.random.default_rng(42)
    for _ in range(times):
        yield values[draws.integers(0, len(values), len(values))]
