"""Whatever people do in a shop, no line and no cent is lost, and all tables agree."""

from __future__ import annotations

import datetime as dt
import random
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .models import INTERNAL, Models, Project
from .models import Shop as Database
from .random_shops import COLUMNS, Line, Shop, as_arrow, dearer, later, shops
from .reading import FINDINGS, LINES

pytestmark = pytest.mark.whole

SHOPS = 100
TABLES = [
    *("kpis", "customers", "segments", "customer_clusters", "orders", "order_lines", "products"),
    *("rejected_order_lines", "data_quality", "pareto_curve", "kpis_monthly", "segment_actions"),
    *("kpi_changes", "cohorts"),
    *("plan_totals", "segment_slices", "order_slices", "cohort_slices"),
]
# So little that the plan reaches some of the customers, and moves money between segments.
BUDGET = 40
# Vars that change which lines count. Half of the shops have the usual ones.
USUAL: dict[str, Any] = {}
KEPT_GUESTS = {"guest_orders": "keep"}
DROPPED = {"cancellations": "drop", "deduplicate": False, "recency_basis": "elapsed"}
FIXED_DATE = {"as_of_date": "2023-06-15", "guest_orders": "keep"}
# What a customer is, apart from money and dates.
STANDING = (
    "select customer_id, recency_days, frequency, r_score, f_score, m_score, segment_id"
    " from customers order by all"
)


def compiled(project: Project, variables: dict[str, Any]) -> Models:
    """Compile the models that all shops run."""
    return project.models(
        *(f"+{table}" for table in TABLES), cluster_count=2, marketing_budget=BUDGET, **variables
    )


@pytest.fixture(scope="module")
def models(project: Project) -> Models:
    """Compile the models with the usual vars."""
    return compiled(project, USUAL)


def build(models: Models, shop: Shop) -> Database:
    """Run the models on a shop that the reader has read."""
    database = models.shop()
    given = database.database.register("given", as_arrow(shop))
    columns = [
        f"cast({name if name in Line.__dataclass_fields__ else 'null'} as {kind}) as {name}"
        for name, kind in COLUMNS.items()
    ]
    database.database.execute(
        f"create table {INTERNAL}.{LINES} as select {', '.join(columns)} from given;"
        f"create table {INTERNAL}.{FINDINGS} (check_name varchar, found bigint,"
        " received bigint, revenue decimal(28, 6))"
    )
    given.unregister("given")
    database.run()
    return database


def total(database: Database, sql: str) -> Any:
    """Return a sum, 0 without a row."""
    return database.query(f"select coalesce({sql}")[0][0]


def content(database: Database, table: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table in an order that depends on them alone."""
    return sorted(database.query(f"from {table}"), key=repr)


def money_of(shop: Shop) -> Decimal:
    return sum((line.amount or Decimal(0) for line in shop), Decimal(0))


def check_nothing_is_lost(database: Database, shop: Shop) -> None:
    accepted = database.row(
        "select count(*) as lines, coalesce(sum(received_revenue), 0) as money from order_lines"
    )
    rejected = database.row(
        "select count(*) as lines, coalesce(sum(amount), 0) as money from rejected_order_lines"
    )
    assert accepted["lines"] + rejected["lines"] == len(shop)
    assert accepted["money"] + rejected["money"] == money_of(shop)


def check_tables_agree(database: Database) -> None:
    kpis = database.query("select customers, orders, revenue from kpis")
    customers, orders, revenue = kpis[0] if kpis else (0, 0, 0)
    assert customers == total(database, "count(*), 0) from customers")
    assert customers == total(database, "sum(customers), 0) from segments")
    assert customers == total(database, "count(*), 0) from customer_clusters")
    assert revenue == total(database, "sum(revenue), 0) from kpis_monthly")
    assert orders == total(database, "sum(orders), 0) from kpis_monthly")
    assert revenue == total(database, "sum(revenue), 0) from orders")
    assert revenue == total(database, "sum(revenue), 0) from order_lines")
    assert orders == total(database, "count(*), 0) from orders")
    # Orders of guests count where they are kept, and belong to no customer.
    of_customers = "from orders where customer_id is not null"
    theirs = total(database, f"sum(revenue), 0) {of_customers}")
    assert theirs == total(database, "sum(monetary), 0) from customers")
    assert theirs == total(database, "sum(revenue), 0) from segments")
    assert total(database, f"count(*), 0) {of_customers}") == total(
        database, "sum(frequency), 0) from customers"
    )


def check_margins(database: Database) -> int:
    """Check cost and margin against the lines, and return the number of lines with a cost."""
    millionth = Decimal("0.000001")
    cost = revenue = Decimal(0)
    lines = database.query(
        "select quantity, unit_cost, revenue, received_quantity from order_lines"
    )
    costed = [line for line in lines if line[1] is not None and line[3] > 0]
    for quantity, unit_cost, worth, _ in costed:
        cost += (quantity * unit_cost).quantize(millionth, ROUND_HALF_UP)
        revenue += worth
    sums = (cost, revenue - cost) if costed else (None, None)
    for table in ("order_lines", "orders", "kpis_monthly", "kpis"):
        assert database.query(f"select sum(cost), sum(margin) from {table}") == [sums], table
    return len(costed)


def check_plan(database: Database) -> int:
    """Check the plan against the orders, and return the number of customers reached."""
    recent = database.query(
        "select segment_id, coalesce(sum(revenue), 0) as revenue from customers left join ("
        " select customer_id, orders.revenue from orders cross join kpis"
        " where ordered_at >= as_of_date - interval 365 day) using (customer_id)"
        " group by segment_id, customer_id order by revenue desc"
    )
    rows = database.query(
        "select segment_id, customers, budget_per_customer, budget, budget_moved, spend, unspent,"
        " customers_reached, margin_rate, assumed_uplift_low, assumed_uplift_high, gain_low,"
        " gain_high, net_gain_low, net_gain_high from segment_actions"
    )
    sums = [Decimal(0)] * 4
    for segment, customers, cost, budget, moved, spend, unspent, reached, margin, *money in rows:
        assert 0 <= spend == reached * cost <= customers * cost
        assert unspent >= 0
        assert budget + moved == spend + unspent
        revenue = sum([value for name, value in recent if name == segment][:reached], Decimal(0))
        for uplift, gain, net in zip(money[:2], money[2:4], money[4:], strict=True):
            assert (gain is None) == (revenue == 0)
            assert abs((gain or 0) - uplift * revenue) <= Decimal("0.01")
            assert net == (gain or 0) * margin - spend
        sums = [old + new for old, new in zip(sums, (spend, unspent, *money[4:]), strict=True)]
    for totals in database.query(
        "select spend, unspent, net_gain_low, net_gain_high, budget from plan_totals"
    ):
        assert list(totals[:4]) == sums
        assert totals[0] + totals[1] == totals[4] == BUDGET
    return sum(row[7] for row in rows)


def check_shuffled(models: Models, database: Database, shop: Shop, seed: int) -> None:
    shuffled = random.Random(seed).sample(shop, len(shop))
    with build(models, shuffled) as other:
        for table in TABLES:
            assert content(other, table) == content(database, table), table


def check_dearer(models: Models, database: Database, shop: Shop) -> None:
    with build(models, dearer(shop)) as other:
        assert other.query(STANDING) == database.query(STANDING)
        # An order of a guest without a number is named after its lines.
        for sql in (
            "customer_id, monetary from customers",
            "order_id, revenue from orders where customer_id is not null",
        ):
            doubled = {key: money * 2 for key, money in database.query(f"select {sql}")}
            found = dict(other.query(f"select {sql}"))
            assert found.keys() == doubled.keys()
            # What is left of a line after a return is rounded once, to a millionth.
            assert all(abs(found[key] - doubled[key]) < Decimal("0.0001") for key in found)


def check_later(models: Models, database: Database, shop: Shop) -> None:
    with build(models, later(shop, days=7)) as other:
        assert other.query(STANDING) == database.query(STANDING)
        unchanged = "select * exclude (as_of_date) from kpis"
        assert other.query(unchanged) == database.query(unchanged)
        # An order without a number is named after its day.
        unchanged = "select customer_id, line_count, revenue from orders order by all"
        assert other.query(unchanged) == database.query(unchanged)


def test_random_shops(project: Project) -> None:
    seen = {"shops": 0, "lines": 0, "costed": 0, "reached": 0}
    chosen_vars = st.sampled_from([*[USUAL] * 3, KEPT_GUESTS, DROPPED, FIXED_DATE])

    @settings(
        max_examples=SHOPS,
        deadline=None,
        derandomize=True,
        # A smaller example would take minutes to find.
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(shops(), chosen_vars, st.integers(0, 2), st.integers(0, 99))
    def check(shop: Shop, variables: dict[str, Any], change: int, seed: int) -> None:
        models = compiled(project, variables)
        seen["shops"] += 1
        seen["lines"] += len(shop)
        with build(models, shop) as database:
            check_nothing_is_lost(database, shop)
            check_tables_agree(database)
            seen["costed"] += check_margins(database)
            seen["reached"] += check_plan(database)
            assert database.broken_tests() == []
            if change == 0:
                check_shuffled(models, database, shop, seed)
            elif change == 1 or variables is FIXED_DATE:
                check_dearer(models, database, shop)
            else:
                check_later(models, database, shop)

    check()
    print(f"{seen['shops']} random shops of {seen['lines']} lines: all right")
    assert seen["shops"] >= SHOPS
    assert seen["reached"] > SHOPS
    assert seen["costed"] > SHOPS


def seasonal_shop(until: dt.date) -> Shop:
    """One order per day from 2023 on: three times as much from October, each year 6 % less."""
    first = dt.datetime(2023, 1, 1, 12)
    moments = [first + dt.timedelta(days=day) for day in range((until - first.date()).days + 1)]
    return [
        Line(
            order_id=f"O{day}",
            customer_id=f"C{day % 40}",
            product_id="P",
            ordered_at=moment,
            quantity=Decimal(1),
            amount=(300 if moment.month >= 10 else 100) * Decimal("0.94") ** (moment.year - 2023),
        )
        for day, moment in enumerate(moments)
    ]


@pytest.mark.parametrize("until", [dt.date(2024, 12, 31), dt.date(2025, 1, 15)])
def test_neither_a_season_nor_half_a_month_is_a_change(models: Models, until: dt.date) -> None:
    with build(models, seasonal_shop(until)) as database:
        assert database.broken_tests() == []
        assert database.query(
            "select compared_with, period_to, change_rate from kpi_changes where kpi = 'revenue'"
        ) == [("year_before", until, Decimal("-0.06"))]
        half = [dt.date(2025, 1, 31)] if until.year == 2025 else []
        unfinished = "select distinct month_end from {table} where not is_complete"
        for table in ("kpis_monthly", "cohorts"):
            assert database.query(unfinished.format(table=table)) == [(day,) for day in half]
        assert database.query(
            "select distinct round(revenue / revenue_year_before - 1, 4) from kpis_monthly"
            " where revenue_year_before is not null"
            " and extract(day from month_end) <> 29"
        ) == [(-0.06,)]
