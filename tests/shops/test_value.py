"""Expected orders and revenue in SQL, on CDNOW and on made customers, beside scipy."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from support import data_folder

from .models import Project, Shop
from .value_reference import chance_alive, chances_of_orders, interval_of, orders_if_alive

MODELS = [
    *("int_rfm__spine", "int_orders", "int_orders__states", "int_value__runs"),
    *("int_value__counted_orders", "int_value__histories", "int_value__history_counts"),
    *("int_value__spending_counts", "py_value__parameters", "int_value__conditions"),
    *("int_value__models", "int_value__orders_if_alive", "int_value__order_steps"),
    *("int_value__order_odds", "int_value__order_chances", "int_value__chances"),
    *("int_value__scores", "int_value__outcomes", "int_value__last_year", "int_value__past"),
    *("int_value__naive_ways", "int_value__predictions", "int_value__errors"),
    "int_value__groups",
    *("value_calibration", "value_evaluation"),
]
EXPECTED = [0.185, 0.551, 1.049, 1.493, 2.104, 2.564, 3.361, 5.849]
ACTUAL = [0.237, 0.697, 1.393, 1.560, 2.532, 2.947, 3.862, 6.359]


def given(orders: str, as_of_date: dt.date) -> dict[str, str]:
    """Return the queries that stand for the models before those of values."""
    numbered = f"select *, cast(row_number() over () as varchar) as order_id from ({orders})"
    return {
        "int_rfm__spine": f"select date '{as_of_date}' as as_of_date, true as is_current",
        "int_orders": numbered,
        "int_orders__states": (
            f"select *, ordered_at as valid_from, cast(null as timestamp) as valid_to"
            f" from ({numbered})"
        ),
    }


def scored(project: Project, orders: str | pa.Table, as_of_date: dt.date, **variables: Any) -> Shop:
    """Return a shop in which the value of the customers of some orders is expected."""
    shop = project.models(*MODELS, **variables).shop()
    if isinstance(orders, pa.Table):
        shop.database.register("made_orders", orders)
        orders = "select * from made_orders"
    shop.run(given(orders, as_of_date))
    return shop


@pytest.fixture(scope="module")
def cdnow_orders() -> str:
    """Return the orders of CDNOW, also those without revenue."""
    folder = data_folder()
    if folder is None or not (folder / "cdnow_sample.parquet").is_file():
        pytest.skip("cdnow_sample.parquet is not there (set CLIENTELE_DATA_DIR to its folder)")
    return (
        "select sample_id as customer_id, cast(date as timestamp) as ordered_at,"
        f" cast(dollars as decimal(28, 6)) as revenue from '{folder / 'cdnow_sample.parquet'}'"
    )


@pytest.fixture(scope="module")
def cdnow(project: Project, cdnow_orders: str) -> Shop:
    """Expect the orders of CDNOW from 1997-10-01 on."""
    return scored(project, cdnow_orders, dt.date(1998, 7, 1), value_split_date="1997-10-01")


def made_orders(customers: int, seed: int) -> pa.Table:
    """Return orders of customers who order, leave and spend at random, over two years."""
    random = np.random.default_rng(seed)
    first_day, days = dt.date(2023, 1, 1), 730
    rows = []
    for customer in range(customers):
        gap, leaves = random.gamma(2, 20) + 5, random.beta(0.8, 2.5)
        mean = random.gamma(4, 15)
        day = random.uniform(0, days - 1)
        while day < days:
            paid = round(float(random.gamma(5, mean / 5)), 2) + 0.01
            at = dt.datetime.combine(first_day, dt.time()) + dt.timedelta(days=int(day))
            rows.append((f"c{customer:05}", at, paid))
            if random.random() < leaves:
                break
            day += random.exponential(gap)
    columns = list(zip(*rows, strict=True))
    revenue = pa.array(columns[2]).cast(pa.decimal128(28, 6))
    names = ("customer_id", "ordered_at", "revenue")
    return pa.table(dict(zip(names, (columns[0], columns[1], revenue), strict=True)))


def fitted(shop: Shop) -> tuple[dict[str, float], float]:
    """Return the parameters of the date of the run, and the horizon."""
    row = shop.row("select * from main_internal.int_value__models where is_current")
    return {name: row[name] for name in ("r", "alpha", "a", "b")}, row["horizon"]


def scores(shop: Shop) -> dict[str, Any]:
    """Return the scores of the date of the run beside the histories, by column."""
    return shop.database.execute(
        "select histories.*, chances.chance_alive, scores.expected_orders, scores.orders_low,"
        " scores.orders_high, scores.expected_revenue"
        " from main_internal.int_value__histories as histories"
        " join main_internal.int_value__chances as chances using (as_of_date, customer_id)"
        " join main_internal.int_value__scores as scores using (as_of_date, customer_id)"
        " where histories.is_current order by customer_id"
    ).fetchnumpy()


def test_expected_orders_of_cdnow_are_those_published(cdnow: Shop) -> None:
    rows = cdnow.query(
        "select observed_customers, expected_orders, actual_orders from value_calibration"
        " where grouped_by = 'repeat_orders' order by group_number"
    )
    counts, expected, actual = zip(*rows, strict=True)
    assert counts == (1411, 439, 214, 100, 62, 38, 29, 64)
    assert [float(value) for value in expected] == pytest.approx(EXPECTED, abs=0.0005)
    assert [float(value) for value in actual] == pytest.approx(ACTUAL, abs=0.0006)


def test_totals_of_cdnow_are_those_published(cdnow: Shop) -> None:
    totals = {
        way: (round(predicted), round(actual))
        for way, predicted, actual in cdnow.query(
            "select way, predicted_total, actual_total from value_evaluation"
            " where measure = 'orders'"
        )
    }
    assert totals["model"] == (1577, 1882)
    assert totals["past_rate"] == (2930, 1882)


def test_intervals_of_cdnow_hold_about_90_percent(cdnow: Shop) -> None:
    ((share,),) = cdnow.query(
        "select interval_share from value_evaluation where way = 'model' and measure = 'orders'"
    )
    assert 0.87 <= share <= 0.93


@pytest.mark.parametrize(
    ("days", "unit", "nearest"), [(365, "weeks", 1e-9), (365, "days", 1e-9), (1825, "weeks", 1e-6)]
)
def test_sql_agrees_with_scipy(project: Project, days: int, unit: str, nearest: float) -> None:
    shop = scored(
        project,
        made_orders(900, seed=7),
        dt.date(2025, 1, 1),
        value_horizon_days=days,
        value_time_unit=unit,
        value_min_repeaters=1,
    )
    assert_agrees(shop, nearest)


@pytest.mark.parametrize(("days", "nearest"), [(365, 1e-9), (1825, 1e-6)])
def test_sql_agrees_with_scipy_on_cdnow(
    project: Project, cdnow_orders: str, days: int, nearest: float
) -> None:
    shop = scored(project, cdnow_orders, dt.date(1998, 7, 1), value_horizon_days=days)
    assert_agrees(shop, nearest)


def assert_agrees(shop: Shop, nearest: float) -> None:
    """Compare every customer with scipy."""
    values, horizon = fitted(shop)
    found = scores(shop)
    repeat, recency, tenure = (found[name] for name in ("repeat_orders", "recency", "tenure"))
    alive = chance_alive(values, repeat, recency, tenure)
    assert len(alive) > 500
    np.testing.assert_allclose(found["chance_alive"], alive, rtol=1e-12)
    expected = alive * orders_if_alive(values, repeat, tenure, horizon)
    assert np.abs(found["expected_orders"] - expected).max() < nearest
    ends = zip(found["orders_low"], found["orders_high"], strict=True)
    for row, (x, weeks, chance, end) in enumerate(zip(repeat, tenure, alive, ends, strict=True)):
        if row % 7 == 0:
            most = 40 + int(20 * (values["r"] + x) * horizon / (values["alpha"] + weeks))
            chances = chances_of_orders(values, x, weeks, horizon, most)
            assert interval_of(chances, chance) == end


def test_without_leaving_orders_are_negative_binomial(project: Project) -> None:
    random = np.random.default_rng(3)
    rows = []
    for customer in range(700):
        moments = np.cumsum(random.exponential(random.gamma(2, 15) + 3, 200))
        for day in np.concatenate([[0.0], moments[moments < 400]]):
            at = dt.datetime(2024, 1, 1) + dt.timedelta(days=int(day))
            rows.append((f"c{customer:04}", at, 9.5 + customer % 7))
    columns = list(zip(*rows, strict=True))
    orders = pa.table(
        {
            "customer_id": columns[0],
            "ordered_at": columns[1],
            "revenue": pa.array(columns[2]).cast(pa.decimal128(28, 6)),
        }
    )
    shop = scored(project, orders, dt.date(2025, 2, 4))
    model = shop.row("select * from main_internal.int_value__models where is_current")
    assert not model["is_dropout_identified"]
    assert model["a"] is None
    found = scores(shop)
    rate = (model["r"] + found["repeat_orders"]) / (model["alpha"] + found["tenure"])
    np.testing.assert_allclose(found["expected_orders"], rate * model["horizon"], rtol=1e-12)


def test_rows_in_another_order_give_equal_values(project: Project) -> None:
    orders = made_orders(600, seed=11)
    turned = orders.take(list(range(len(orders)))[::-1])
    tables = [
        scored(project, table, dt.date(2025, 1, 1), value_min_repeaters=1).query(
            "select * from main_internal.int_value__scores order by as_of_date, customer_id"
        )
        for table in (orders, turned)
    ]
    assert tables[0] == tables[1]
