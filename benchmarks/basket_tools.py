"""One run of one tool: from the order lines in a database to a table of rules in it.

    python benchmarks/basket_tools.py TOOL DATABASE SUPPORT GIGABYTES [PLAN]

Each tool takes the quickest way to its own rules that we found, and is given no more than the
support, the confidence and the longest set. Prints what it found as JSON. Ends with status 3 where
it needs more memory than the gigabytes given.
"""

from __future__ import annotations

import json
import math
import resource
import runpy
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import numpy.typing as npt
    import pyarrow as pa

LINES = "main_internal.int_cleaning__accepted"
CONFIDENCE = 0.5
MAX_ITEMS = 4
OUT_OF_MEMORY = 3

# What a plan builds before it looks for sets, in their place, and after.
CODED = ("item_codes", "orders", "lines", "items", "size")
SETS = "py_baskets__itemsets"
RULES = ("int_baskets__rule_splits", "int_baskets__rule_p_values", "int_baskets__rules")

Found = dict[str, Any]
Model = dict[str, Any]


class NoPandas:
    """Hides pandas: pyarrow would import it unasked, which takes longer than many a run."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse pandas, and leave the rest to others."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def clientele(database: str, support: float, plan: str) -> Found:
    """Build the models of a plan, one after the other, as dbt would."""
    sys.meta_path.insert(0, NoPandas())
    started = time.perf_counter()
    import duckdb
    import pyarrow  # noqa: F401

    from clientele.baskets import itemsets  # noqa: F401

    steps = {"imports": time.perf_counter() - started}
    models = json.loads(Path(plan).read_text())
    connection = duckdb.connect(database)
    steps |= build(connection, models, models)
    started = time.perf_counter()
    connection.close()
    steps["close"] = time.perf_counter() - started
    return {"steps": steps}


def build(
    connection: duckdb.DuckDBPyConnection, models: Iterable[Model], plan: Iterable[Model]
) -> dict[str, float]:
    """Build models of a plan, and return the seconds that each took."""
    relations = {model["name"]: model["relation"] for model in plan}
    steps = {}

    def ref(name: str) -> duckdb.DuckDBPyRelation:
        return connection.sql(f"select * from {relations[name]}")

    for model in models:
        started = time.perf_counter()
        if "path" in model:
            run = runpy.run_path(model["path"])["model"]
            connection.register("found", run(SimpleNamespace(ref=ref), connection))
            connection.execute(f"create table {model['relation']} as select * from found")
        else:
            kind = "view" if model["materialized"] == "view" else "table"
            create = f"create {kind} {model['relation']} as {model['sql']}"
            for statement in [*model["pre_hooks"], create, *model["post_hooks"]]:
                connection.execute(statement)
        steps[model["name"]] = time.perf_counter() - started
    return steps


def mlxtend(database: str, support: float, algorithm: str, **settings: bool) -> Found:
    """Fill a matrix of orders by products, straight from integer codes, and search that."""
    import duckdb
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from mlxtend import frequent_patterns

    with duckdb.connect(database) as connection:
        names, codes = (
            connection.execute(
                f"""
                select {column}, row_number() over (order by {column}) - 1 as code
                from {LINES}
                group by {column}
                order by code
                """
            ).to_arrow_table()
            for column in ("product_id", "order_id")
        )
        lines = connection.execute(
            f"""
            select codes.code as order_code, names.code as product_code
            from {LINES} as lines
            inner join codes using (order_id)
            inner join names using (product_id)
            """
        ).fetchnumpy()
        held = np.zeros((codes.num_rows, names.num_rows), bool)
        held[lines["order_code"], lines["product_code"]] = True
        table = pd.DataFrame(held, columns=names["product_id"].to_pylist())
        search = getattr(frequent_patterns, algorithm)
        sets = search(table, min_support=support, use_colnames=True, max_len=MAX_ITEMS, **settings)
        rules = frequent_patterns.association_rules(
            sets, metric="confidence", min_threshold=CONFIDENCE
        )
        found = pa.table(
            {
                "antecedents": pa.array(map(list, rules["antecedents"]), pa.list_(pa.string())),
                "consequents": pa.array(map(list, rules["consequents"]), pa.list_(pa.string())),
                **{name: pa.array(rules[name]) for name in rules.columns[2:]},
            }
        )
        connection.register("found", found)
        connection.execute("create table rules as select * from found")
    return {"itemsets": len(sets)}


def efficient_apriori(database: str, support: float) -> Found:
    """Search baskets as lists, and take the three common measures of each rule."""
    sys.meta_path.insert(0, NoPandas())
    import duckdb
    import pyarrow as pa
    from efficient_apriori import apriori

    with duckdb.connect(database) as connection:
        sets, rules = apriori(
            read_baskets(connection),
            min_support=support,
            min_confidence=CONFIDENCE,
            max_length=MAX_ITEMS,
        )
        found = pa.table(
            {
                "antecedents": pa.array([rule.lhs for rule in rules], pa.list_(pa.string())),
                "consequents": pa.array([rule.rhs for rule in rules], pa.list_(pa.string())),
                "support": pa.array([rule.support for rule in rules], pa.float64()),
                "confidence": pa.array([rule.confidence for rule in rules], pa.float64()),
                "lift": pa.array([rule.lift for rule in rules], pa.float64()),
            }
        )
        connection.register("found", found)
        connection.execute("create table rules as select * from found")
    return {"itemsets": sum(map(len, sets.values()))}


def pyfim(database: str, support: float, algorithm: str) -> Found:
    """Let pyfim form its rules itself: of one consequent each, with three measures."""
    sys.meta_path.insert(0, NoPandas())
    import duckdb
    import fim
    import pyarrow as pa

    with duckdb.connect(database) as connection:
        baskets = read_baskets(connection)
        # Mode o: the support is the whole rule's, not the antecedent's. A negative one is a count.
        rules = getattr(fim, algorithm)(
            baskets,
            target="r",
            supp=-least_orders(support, len(baskets)),
            conf=100 * CONFIDENCE,
            zmin=2,
            zmax=MAX_ITEMS,
            report="scl",
            mode="o",
        )
        heads, bodies, *measures = zip(*rules, strict=True) if rules else ((),) * 5
        places = pa.array(range(len(rules) + 1), pa.int32())
        names = pa.array(heads, pa.string())
        found = pa.table(
            {
                "antecedents": pa.array(bodies, pa.list_(pa.string())),
                "consequents": pa.ListArray.from_arrays(places, names),
                **{
                    name: pa.array(values, pa.float64())
                    for name, values in zip(
                        ("support", "confidence", "lift"), measures, strict=True
                    )
                },
            }
        )
        connection.register("found", found)
        connection.execute("create table rules as select * from found")
    return {}


def pyfim_same_rules(database: str, support: float, plan: str) -> Found:
    """Let pyfim find the sets among this project's codes, and form this project's rules of them."""
    sys.meta_path.insert(0, NoPandas())
    import duckdb
    import fim
    import numpy as np
    import pyarrow as pa

    models = {model["name"]: model for model in json.loads(Path(plan).read_text())}
    orders, size = (models[f"int_baskets__{name}"]["relation"] for name in ("orders", "size"))
    with duckdb.connect(database) as connection:
        coded = [models[f"int_baskets__{name}"] for name in CODED]
        build(connection, coded, models.values())
        lists = connection.execute(f"select item_codes from {orders}").to_arrow_table()
        (least,) = connection.execute(f"select minimum_orders from {size}").fetchone() or ()
        baskets = parted(lists["item_codes"].combine_chunks(), lambda codes: codes.to_numpy())
        by_length: dict[int, list[tuple[tuple[int, ...], int]]] = {}
        for found in fim.eclat(baskets, target="s", supp=-least, zmax=MAX_ITEMS):
            by_length.setdefault(len(found[0]), []).append(found)
        tables = []
        for length, sets in by_length.items():
            codes, counts = zip(*sets, strict=True)
            sorted_codes = np.sort(np.array(codes, np.int32), axis=1).ravel()
            places = np.arange(0, len(sorted_codes) + 1, length, dtype=np.int32)
            columns = {
                "item_codes": pa.ListArray.from_arrays(places, sorted_codes),
                "item_count": np.full(len(sets), length, np.int32),
                "orders": np.array(counts, np.int32),
            }
            tables.append(pa.table(columns))
        connection.register("found", pa.concat_tables(tables))
        connection.execute(f"create table {models[SETS]['relation']} as select * from found")
        build(connection, [models[name] for name in RULES], models.values())
    return {}


def pyfim_sets(database: str, support: float) -> Found:
    """Count the sets that pyfim finds, which its way to rules does not need."""
    import duckdb
    import fim

    with duckdb.connect(database) as connection:
        baskets = read_baskets(connection)
    least = least_orders(support, len(baskets))
    return {"itemsets": len(fim.eclat(baskets, target="s", supp=-least, zmax=MAX_ITEMS))}


def count(database: str, rules: str, sets: str = "") -> Found:
    """Count the rules in a table, and add up their measures where they have one consequent."""
    import duckdb

    with duckdb.connect(database) as connection:
        columns = {name for name, *_ in connection.execute(f"describe {rules}").fetchall()}
        consequents = "consequents" if "consequents" in columns else "consequent_codes"
        names = ("rules", "single", "support", "confidence", "lift")
        values = connection.execute(
            f"""
            select
                count(*),
                count(*) filter (len({consequents}) = 1),
                sum(support) filter (len({consequents}) = 1),
                sum(confidence) filter (len({consequents}) = 1),
                sum(lift) filter (len({consequents}) = 1)
            from {rules}
            """
        ).fetchone()
        found: Found = dict(zip(names, values or (), strict=True))
        if sets:
            (found["itemsets"],) = (
                connection.execute(f"select count(*) from {sets}").fetchone() or ()
            )
    return found


def read_baskets(connection: duckdb.DuckDBPyConnection) -> Sequence[Iterable[str]]:
    """Return a list an order, with one text in memory for each product."""
    import numpy as np

    def named(items: pa.Array) -> npt.NDArray[Any]:
        coded = items.dictionary_encode()
        return np.array(coded.dictionary.to_pylist(), object)[coded.indices.to_numpy()]

    lists = connection.execute(f"select list(product_id) as items from {LINES} group by order_id")
    return parted(lists.to_arrow_table()["items"].combine_chunks(), named)


def parted(lists: pa.ListArray, values: Callable[[pa.Array], npt.NDArray[Any]]) -> list[list[Any]]:
    """Return Arrow's lists as Python's, of what a function makes of all elements at once."""
    items = values(lists.flatten()).tolist()
    return [items[start:end] for start, end in pairwise(lists.offsets.to_numpy().tolist())]


def least_orders(support: float, orders: int) -> int:
    """Return how many orders a set needs: rounded first, as .001 is not a thousandth."""
    return math.ceil(round(support * orders, 6))


TOOLS: dict[str, Callable[..., Found]] = {
    "clientele": clientele,
    "mlxtend apriori": lambda *given: mlxtend(*given, "apriori"),
    "mlxtend apriori, low_memory": lambda *given: mlxtend(*given, "apriori", low_memory=True),
    "mlxtend fpgrowth": lambda *given: mlxtend(*given, "fpgrowth"),
    "efficient-apriori": efficient_apriori,
    "pyfim eclat": lambda *given: pyfim(*given, "eclat"),
    "pyfim eclat, same rules": pyfim_same_rules,
    "pyfim fpgrowth": lambda *given: pyfim(*given, "fpgrowth"),
    "pyfim sets": pyfim_sets,
}


def main() -> int:
    """Run the tool, and keep it within its memory."""
    tool, database, support, gigabytes, *rest = sys.argv[1:]
    bytes_allowed = int(float(gigabytes) * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (bytes_allowed, bytes_allowed))
    try:
        if tool == "count":
            found = count(database, *rest)
        else:
            found = TOOLS[tool](database, float(support), *rest)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:
        if type(error).__name__ == "OutOfMemoryException":
            return OUT_OF_MEMORY
        raise
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
