"""Transactions without product or quantity: checked figures, the same from every kind of source."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from support import PROJECT, Build, copy_of_project, dbt

SAMPLE = PROJECT / "data/sample"
INPUTS = ["input__order_lines", "input__customers"]


@pytest.fixture(scope="module")
def variables() -> dict[str, Any]:
    return yaml.safe_load((SAMPLE / "transactions.yml").read_text())


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, variables: dict[str, Any]) -> Build:
    build = dbt(
        tmp_path_factory.mktemp("csv"),
        *("build", "--exclude", "resource_type:unit_test"),
        dataset="custom",
        variables=variables,
    )
    assert build.code == 0, build.end()
    return build


def test_refunds_take_their_payment_with_them_and_both_are_refused_with_the_reason(
    build: Build,
) -> None:
    assert build.query(
        "select reason, count(*), sum(amount) from rejected_order_lines group by 1 order by 1"
    ) == [
        ("cancelled", 6, Decimal("-547.98")),
        ("no_customer", 4, Decimal("439.83")),
        ("undone", 6, Decimal("547.98")),
    ]
    assert build.query(
        "select count(*), sum(revenue), count(product_id), count(distinct category)"
        " from order_lines"
    ) == [(4015, Decimal("426755.08"), 0, 8)]


def test_two_equal_payments_are_two(build: Build) -> None:
    assert build.query(
        "select sum(copies - 1) from (select count(*) as copies from order_lines"
        " group by customer_id, ordered_at, unit_price, category)"
    ) == [(5,)]


def test_every_customer_is_in_one_of_the_six_segments_and_the_budget_is_spread(
    build: Build,
) -> None:
    assert build.query(
        "select segment_id, customers, revenue, budget_share, budget, spend"
        " from segment_actions order by budget desc"
    ) == [
        ("vip_champions", 62, Decimal("306065.32"), Decimal("0.40"), 4000, 930),
        ("loyal_customers", 45, Decimal("44687.93"), Decimal("0.25"), 2500, 450),
        ("at_risk", 96, Decimal("42736.16"), Decimal("0.15"), 1500, 768),
        ("new_customers", 29, Decimal("1500.57"), Decimal("0.12"), 1200, 203),
        ("potential_loyalists", 68, Decimal("30286.06"), Decimal("0.06"), 600, 544),
        ("lost_customers", 40, Decimal("1479.04"), Decimal("0.02"), 200, 120),
    ]


def test_the_published_claims_hold_for_six_clusters(build: Build) -> None:
    selected = build.query(
        "select cluster_count, round(silhouette, 3), round(davies_bouldin, 3)"
        " from cluster_selection where is_selected"
    )
    assert selected == [(6, pytest.approx(0.539), pytest.approx(0.703))]
    # The kinds as planted: 40 pay most, 50 are new, 40 are gone.
    assert build.query("select cluster_id, customers from clusters order by 1") == [
        (1, 40),
        (2, 75),
        (3, 79),
        (4, 56),
        (5, 50),
        (6, 40),
    ]


def test_assumed_effects_are_shown_in_money(build: Build) -> None:
    retention = Decimal(237) / Decimal(340)
    revenue = Decimal("426755.08")
    found = build.query(
        "select effect_id, baseline, projected_gain_low, projected_gain_high from assumed_effects"
        " order by effect_rank"
    )
    assert found == [
        ("retention", Decimal("0.697059"), Decimal("44621.02"), Decimal("74368.37")),
        ("lifetime_value", Decimal("1255.162000"), Decimal("128026.52"), Decimal("128026.52")),
        ("conversion", Decimal("0.894118"), Decimal("49547.35"), Decimal("49547.35")),
        ("churn", Decimal("0.302941"), Decimal("12928.16"), Decimal("19392.24")),
        ("marketing_return", None, None, None),
        ("acquisition_cost", None, None, None),
    ]
    # By hand, within the rounding of the baseline.
    for row, change in ((found[0], retention * Decimal("0.15")), (found[1], Decimal("0.3"))):
        assert row[2] == pytest.approx(revenue * change, abs=Decimal("0.5"))


def write_parquet(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select entity, date, cast(amount as decimal(12, 2)) as amount, category"
            f" from '{SAMPLE}/transactions.csv') to '{path}'"
        )


def write_database(path: Path) -> None:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select entity, cast(date as varchar), amount, category"
            f" from '{SAMPLE}/transactions.csv'"
        ).fetchall()
    with sqlite3.connect(path) as database:
        database.execute(
            "create table payments (entity text, date date, amount real, category text)"
        )
        database.executemany("insert into payments values (?, ?, ?, ?)", rows)
    database.close()


@pytest.mark.parametrize("kind", ["parquet", "attached database"])
def test_every_kind_of_source_gives_the_same_input(
    build: Build, variables: dict[str, Any], tmp_path: Path, kind: str
) -> None:
    project = PROJECT
    source = str(tmp_path / "transactions.parquet")
    if kind == "parquet":
        write_parquet(Path(source))
    else:
        source = "bank.payments"
        write_database(tmp_path / "bank.sqlite")
        project = copy_of_project(tmp_path / "project")
        attach_to_custom(project, tmp_path / "bank.sqlite")

    # All marts are made of the input alone, and in any order of its rows (test_determinism.py).
    other = dbt(
        tmp_path / "warehouse",
        *("run", "--select", *(f"+{model}" for model in INPUTS)),
        dataset="custom",
        variables=variables | {"custom_source": source},
        project=project,
    )

    assert other.code == 0, other.end()
    for model in INPUTS:
        rows = f"select * from main_internal.{model} order by all"
        assert other.query(rows) == build.query(rows), model


def attach_to_custom(project: Path, database: Path) -> None:
    """Attach a database to the target `custom`, as docs/map-your-data.md shows."""
    profiles = project / "profiles.yml"
    text = profiles.read_text()
    custom = text.index("    custom:\n") + len("    custom:\n")
    stanza = (
        "      extensions: [sqlite_scanner]\n"
        f"      attach: [{{path: {database}, type: sqlite, alias: bank, read_only: true}}]\n"
    )
    profiles.write_text(text[:custom] + stanza + text[custom:])
