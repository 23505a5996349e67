"""How often six recommendations hold what was bought, on several splits of several shops.

    python benchmarks/recommendations.py [--dataset demo online_retail olist] [--threads 2]

Builds what `recommendation_evaluation` needs, once per dataset, and then what depends on the split,
once per split. Online Retail and Olist are read from the folder CLIENTELE_DATA_DIR. Prints Markdown
tables: production and the best single strategy of each task, with the 95 % interval of their
difference on the same questions. Ends with status 1 if production is worse by more than the
interval, on any split.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
# The splits of a dataset; none is the default of the project.
SPLITS: dict[str, list[str | None]] = {
    "demo": [None],
    "online_retail": ["2011-07-01", "2011-09-01", "2011-10-01", "2011-11-01"],
    "olist": [None],
}
MARTS = ("recommendation_evaluation", "recommendation_strategies")
# The strategies of a task in the order of their hit rates, each beside production. `before` is the
# formula that recommended new products until strategies were chosen.
FIGURES = """
    with at_six as (
        select * from recommendation_evaluation
        where at_k = 6
            and strategy <> 'production_anonymous'
    ),

    single as (
        select
            *,
            row_number() over (partition by task order by hit_rate desc, strategy) as place
        from at_six
        where strategy <> 'production'
    )

    select
        at_six.split_date,
        at_six.task,
        at_six.baskets,
        chosen.strategy,
        cast(at_six.hit_rate as double) as hit_rate,
        single.strategy as best,
        cast(single.hit_rate as double) as best_rate,
        cast(single.difference as double) as difference,
        cast(single.difference_low as double) as low,
        cast(single.difference_high as double) as high,
        cast(before.hit_rate as double) as before_rate,
        cast(-before.difference as double) as gain,
        cast(-before.difference_high as double) as gain_low,
        cast(-before.difference_low as double) as gain_high
    from at_six
    inner join recommendation_strategies as chosen using (task)
    inner join single
        on at_six.task = single.task
        and single.place = 1
    left join at_six as before
        on at_six.task = before.task
        and before.strategy = 'rules_by_strength'
    where at_six.strategy = 'production'
    order by at_six.task
"""

Row = dict[str, Any]


def run_dbt(folder: Path, dataset: str, threads: int, split: str | None, *select: str) -> None:
    """Run models of a dataset in a folder of its own, or stop with what dbt says."""
    # Imported here, as it takes seconds and sets up logging.
    from dbt.cli.main import dbtRunner

    os.environ["CLIENTELE_WAREHOUSE"] = str(folder)
    done = dbtRunner().invoke(
        [
            *("build", "--quiet", "--target", dataset, "--threads", str(threads)),
            *("--exclude-resource-type", "test", "unit_test"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--vars", json.dumps({"evaluation_split_date": split} if split else {})),
            *("--select", *select),
        ]
    )
    if not done.success:
        sys.exit(f"{dataset} was not built; dbt says why above.")


def measure(folder: Path, dataset: str, threads: int) -> list[Row]:
    """Return the figures of each split and task of a dataset."""
    (folder / ".work").mkdir(parents=True)
    file = folder / f".work/{dataset}.duckdb"
    rows: list[Row] = []
    for number, split in enumerate(SPLITS[dataset]):
        began = time.process_time()
        after = "int_rfm__spine+," if number else ""
        run_dbt(folder, dataset, threads, split, *(f"{after}+{mart}" for mart in MARTS))
        with duckdb.connect(str(file), read_only=True) as connection:
            found = connection.execute(FIGURES)
            names = [column for column, *_ in found.description or []]
            rows += [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        print(f"{dataset} {split or ''}: {time.process_time() - began:.0f} s", file=sys.stderr)
    return rows


def rate(value: float) -> str:
    """Write a share with three decimals and no zero before the point."""
    return f"{value:.3f}".replace("0.", ".", 1)


def main() -> None:
    """Measure each dataset and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", nargs="+", choices=SPLITS, default=list(SPLITS))
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        for dataset in asked.dataset:
            found = measure(Path(name) / dataset, dataset, asked.threads)
            rows += [{"dataset": dataset, **row} for row in found]
    print("| dataset | split | task | questions | chosen | production | best single | difference |")
    print("|---|---|---|---:|---|---:|---|---|")
    for row in rows:
        print(
            f"| {row['dataset']} | {row['split_date']} | {row['task']} | {row['baskets']:,}"
            f" | {row['strategy']} | {rate(row['hit_rate'])}"
            f" | {row['best']} {rate(row['best_rate'])}"
            f" | {rate(row['difference'])} ({rate(row['low'])} to {rate(row['high'])}) |"
        )
    print("\n| new products of | split | before | production | gain |\n|---|---|---:|---:|---|")
    for row in rows:
        if row["task"] == "next_basket" and row["before_rate"] is not None:
            print(
                f"| {row['dataset']} | {row['split_date']} | {rate(row['before_rate'])}"
                f" | {rate(row['hit_rate'])}"
                f" | {rate(row['gain'])} ({rate(row['gain_low'])} to {rate(row['gain_high'])}) |"
            )
    if any(row["low"] > 0 for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
