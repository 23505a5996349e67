"""Every metric of the semantic layer, asked through MetricFlow, is the figure of a mart."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from support import PROJECT, Build, copy_of_project, dbt

from .conftest import build_retail

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
MF = CACHE / "clientele/metrics/bin/mf"
# mf writes floating-point numbers, so a figure may differ in the last of 15 digits.
NEAR = Decimal("0.0001")


@dataclass
class Asked:
    """The project as script/metrics leaves it, and the published version."""

    dataset: str
    project: Path
    published: Path
    folder: Path

    def ask(self, metrics: str, group_by: str = "") -> list[dict[str, str]]:
        """Return the rows of `mf query`."""
        found = self.folder / "found.csv"
        found.unlink(missing_ok=True)
        ended = subprocess.run(
            [
                *(MF, "query", "--metrics", metrics, "--csv", found),
                *(("--group-by", group_by) if group_by else ()),
            ],
            cwd=self.project,
            env={
                **{
                    name: value for name, value in os.environ.items() if not name.startswith("DBT_")
                },
                "CLIENTELE_TARGET": self.dataset,
                "CLIENTELE_WAREHOUSE": str(self.published.parent),
                "DBT_PROFILES_DIR": str(PROJECT / "tools/metrics"),
                "DBT_LOG_PATH": str(self.folder),
            },
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0 and found.exists(), ended.stdout + ended.stderr
        with found.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def figures(self, sql: str) -> dict[Any, dict[str, Any]]:
        """Return the rows of a query by the first column, which groups them."""
        with duckdb.connect(str(self.published), read_only=True) as connection:
            asked = connection.execute(sql)
            names = [column[0] for column in asked.description]
            rows = asked.fetchall()
        return {row[0]: dict(zip(names[1:], row[1:], strict=True)) for row in rows}


@pytest.fixture(scope="module", params=["demo", "online_retail"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    if not MF.exists():
        pytest.skip("no MetricFlow here: `script/metrics --install` installs it")
    if request.param == "demo":
        build: Build = request.getfixturevalue("demo")
    else:
        data = request.getfixturevalue("real_data")
        build = build_retail(request.getfixturevalue("shared_folder"), data, "default")
        assert build.code == 0, build.end()
    project = copy_of_project(tmp_path_factory.mktemp("metrics") / "project")
    folder = tmp_path_factory.mktemp("asked")
    parsed = dbt(folder, "parse", project=project, dataset=request.param)
    assert parsed.code == 0, parsed.end()
    (project / "target").mkdir()
    shutil.copy(parsed.target / "semantic_manifest.json", project / "target")
    return Asked(request.param, project, build.published, folder)


def metrics_of_the_project() -> set[str]:
    listed = yaml.safe_load((PROJECT / "models/marts/_metrics.yml").read_text("utf-8"))
    return {metric["name"] for metric in listed["metrics"]}


# The figure of a mart that each metric is in total.
TOTALS = {
    "revenue": "select revenue from kpis",
    "cost": "select cost from kpis",
    "margin": "select margin from kpis",
    "revenue_with_cost": "select cost + margin from kpis",
    "margin_rate": "select margin / (cost + margin) from kpis",
    "cost_coverage": "select cost_coverage from kpis",
    "orders": "select orders from kpis",
    "average_order_value": "select average_order_value from kpis",
    "ordering_customers": "select customers from kpis",
    "new_customers": "select sum(new_customers) from kpis_monthly",
    "first_order_revenue": "select sum(revenue) from orders where is_first_order",
    "first_order_revenue_share": "select (select sum(revenue) from orders where is_first_order)"
    " / revenue from kpis",
    "orders_per_ordering_customer": "select orders / customers from kpis",
    "revenue_so_far": "select sum(revenue) from kpis_monthly",
    "order_lines": "select sum(line_count) from segment_slices",
    "line_revenue": "select revenue from kpis",
    "quantity": "select sum(quantity) from products",
    "cancelled_revenue": "select sum(cancelled_revenue) from order_lines",
    "revenue_per_unit": "select sum(revenue) / sum(quantity) from products",
    "customers": "select customers from kpis",
    "customer_revenue": "select sum(revenue) from segments",
    "customer_orders": "select sum(orders) from segments",
    "revenue_per_customer": "select revenue_per_customer from kpis",
    "orders_per_customer": "select sum(orders) / sum(customers) from segments",
    "average_recency_days": "select avg(recency_days) from customers",
    "active_customers": "select active_customers from kpis",
    "retention_rate": "select retention_rate from kpis",
    "high_value_customers": "select count(*) from customers where is_high_value",
    "high_value_at_risk_customers": "select high_value_at_risk_customers from kpis",
    "high_value_at_risk_revenue": "select high_value_at_risk_revenue from kpis",
    "opportunity_customers": "select opportunity_customers from kpis",
    "revenue_to_save": "select sum(revenue_to_save) from customers",
}
# Metrics, what they are grouped by, and the marts that have the same figures by the same groups.
GROUPED = {
    "month": (
        "metric_time__month",
        "select month, revenue, orders, average_order_value, customers as ordering_customers,"
        " new_customers, sum(revenue) over (order by month) as revenue_so_far"
        " from kpis_monthly",
    ),
    "segment": (
        "customer__segment_id",
        "select segment_id, customers, revenue as customer_revenue, orders as customer_orders,"
        " revenue_per_customer, revenue, orders, average_order_value from segments",
    ),
    "cluster": (
        "customer__cluster_id",
        "select cast(cluster_id as varchar), customers, revenue as customer_revenue from clusters",
    ),
    "country": (
        "order__country",
        "select country, sum(revenue) as revenue, cast(sum(orders) as integer) as orders"
        " from order_slices group by country",
    ),
    "channel": (
        "order__channel",
        "select channel, sum(revenue) as revenue, cast(sum(orders) as integer) as orders"
        " from order_slices group by channel",
    ),
    "category": (
        "order_line__category",
        "select category, sum(revenue) as line_revenue from segment_slices group by category",
    ),
}


def is_near(found: str, expected: Any) -> bool:
    # The demo has no costs. mf writes nothing for null.
    if expected is None or not found:
        return expected is None and not found
    return abs(Decimal(found) - Decimal(str(expected))) <= NEAR


def test_every_metric_in_total_is_the_figure_of_a_mart(asked: Asked) -> None:
    assert set(TOTALS) == metrics_of_the_project()
    (found,) = asked.ask(",".join(TOTALS))
    expected = asked.figures(
        " union all ".join(
            f"select '{name}' as name, cast(({sql}) as decimal(38, 10)) as figure"
            for name, sql in TOTALS.items()
        )
    )
    differing = {
        name: (found[name], expected[name]["figure"])
        for name in TOTALS
        if not is_near(found[name], expected[name]["figure"])
    }
    assert differing == {}


@pytest.mark.parametrize("name", GROUPED)
def test_a_grouped_metric_is_the_figure_of_a_mart(asked: Asked, name: str) -> None:
    group, sql = GROUPED[name]
    expected = {
        value.isoformat() if isinstance(value, date) else value: figures
        for value, figures in asked.figures(sql).items()
    }
    metrics = list(next(iter(expected.values())))
    rows = asked.ask(",".join(metrics), group)
    # A date is written as a time, and a group without a name as nothing.
    found = {row[group].removesuffix(" 00:00:00") or None: row for row in rows}
    assert set(found) == set(expected)
    differing = [
        (value, metric, found[value][metric], figures[metric])
        for value, figures in expected.items()
        for metric in metrics
        if not is_near(found[value][metric], figures[metric])
    ]
    assert differing == []


def test_every_metric_has_a_label_in_each_language() -> None:
    listed = yaml.safe_load((PROJECT / "models/marts/_metrics.yml").read_text("utf-8"))
    for metric in listed["metrics"]:
        assert metric["label"] and metric["config"]["meta"]["label_fr"], metric["name"]
        assert metric["description"].endswith(".")
