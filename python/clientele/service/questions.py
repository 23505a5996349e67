"""What the database is asked. Values are always parameters of a prepared statement."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import NoReturn

from clientele.publish.copying import quoted
from clientele.service.problems import Problem
from clientele.service.versions import Read, Row

# Columns of kpis that say what the figures are of.
CONTEXT = ("as_of_date", "currency")


def customer(customer_id: str) -> Callable[[Read], Row]:
    """Ask for everything about a customer."""

    def ask(read: Read) -> Row:
        found = read("select * from customer_360(?)", [customer_id])
        if not found:
            _refuse_customer()
        return found[0]

    return ask


def customers(segment: str | None, after: str | None, limit: int) -> Callable[[Read], Row]:
    """Ask for a page of customers in the order of their ids."""

    def ask(read: Read) -> Row:
        if segment is not None and not read(
            "select 1 as found from segments where segment_id = ?", [segment]
        ):
            raise Problem(
                "invalid-value", "The shop has no segment with this id.", "/query/segment"
            )
        if after is not None and not _has_customer(read, after):
            raise Problem("invalid-value", "The shop has no customer with this id.", "/query/after")
        rows = read(
            "select * from customers where segment_id = coalesce($1, segment_id)"
            " and ($2 is null or customer_id > $2) order by customer_id limit $3",
            [segment, after, limit + 1],
        )
        page = rows[:limit]
        return {"customers": page, "next": page[-1]["customer_id"] if len(rows) > limit else None}

    return ask


def customer_recommendations(customer_id: str, n: int) -> Callable[[Read], list[Row]]:
    """Ask what to offer to a customer."""

    def ask(read: Read) -> list[Row]:
        found = read("select * from recommend_for_customer(?, ?)", [customer_id, n])
        if not found and not _has_customer(read, customer_id):
            _refuse_customer()
        return found

    return ask


def basket_recommendations(
    products: list[str], customer_id: str | None, n: int
) -> Callable[[Read], list[Row]]:
    """Ask what goes with a basket. Products that the shop does not have are refused."""

    def ask(read: Read) -> list[Row]:
        # Products, or categories if baskets have no products (`basket_item`).
        known = read(
            "select item from main_internal.int_baskets__items where list_contains(?, item)"
            " and item_level = (select max(item_level) from main_internal.int_baskets__items)",
            [products],
        )
        unknown = sorted(set(products) - {row["item"] for row in known})
        if unknown:
            number = products.index(unknown[0])
            raise Problem(
                "invalid-value", "The shop has no such product.", f"/body/products/{number}"
            )
        if customer_id is not None and not _has_customer(read, customer_id):
            raise Problem(
                "invalid-value", "The shop has no customer with this id.", "/body/customer_id"
            )
        return read(
            "select * from recommend_for_basket(?, ?, customer := ?)", [products, n, customer_id]
        )

    return ask


def score(recency_days: int, frequency: int, monetary: float) -> Callable[[Read], Row]:
    """Ask for the scores and the segment of a customer with these metrics."""

    def ask(read: Read) -> Row:
        return _only(
            read(
                "select * from score_customer(recency_days := ?, frequency := ?, monetary := ?)",
                [recency_days, frequency, monetary],
            )
        )

    return ask


def value(
    recency_days: int, frequency: int, tenure_days: int, monetary: float
) -> Callable[[Read], Row]:
    """Ask what is expected of a customer with this history."""

    def ask(read: Read) -> Row:
        if recency_days > tenure_days:
            raise Problem(
                "invalid-value",
                "The last order cannot be before the first: recency_days is at most tenure_days.",
                "/body/recency_days",
            )
        if frequency == 1 and recency_days != tenure_days:
            raise Problem(
                "invalid-value",
                "With one order, the first is the last: recency_days equals tenure_days.",
                "/body/recency_days",
            )
        return _only(
            read(
                "select * from predict_value(recency_days := ?, frequency := ?, tenure_days := ?,"
                " monetary := ?)",
                [recency_days, frequency, tenure_days, monetary],
            ),
            "The shop has no model of value.",
        )

    return ask


def cluster(features: Mapping[str, float | None]) -> Callable[[Read], Row]:
    """Ask for the cluster of a customer with these features."""

    def ask(read: Read) -> Row:
        names = model_features(read)
        if set(names) != set(features):
            raise Problem(
                "invalid-value",
                f"Give each feature of the model, and no other: {', '.join(names)}.",
                "/body/features",
            )
        # The names are those of the model, not of the request.
        parameters = ", ".join(f"{quoted(name)} := ?" for name in names)
        values = [features[name] for name in names]
        return _only(read(f"select * from predict_cluster({parameters})", values))

    return ask


def metric(name: str, by: str | None) -> Callable[[Read], Row]:
    """Ask for a key figure: all time, or per month."""

    def ask(read: Read) -> Row:
        table = "kpis_monthly" if by == "month" else "kpis"
        if name not in metric_names(read, table):
            raise Problem("not-found", f"{table} has no such key figure. `GET /` names them.")
        if by == "month":
            months = read(f"select month, {quoted(name)} as value from kpis_monthly order by month")
            return {"name": name, "months": months}
        found = _only(read(f"select {quoted(name)} as value, as_of_date, currency from kpis"))
        return {"name": name, **found}

    return ask


def metric_names(read: Read, table: str = "kpis") -> list[str]:
    """Return the names of the key figures of a table."""
    found = read.once(
        "select table_name, column_name from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'main'"
        " and table_name in ('kpis', 'kpis_monthly') order by table_name, column_index"
    )
    context = (*CONTEXT, "month", "month_end", "is_complete")
    return [
        row["column_name"]
        for row in found
        if row["table_name"] == table and row["column_name"] not in context
    ]


def model_features(read: Read) -> list[str]:
    """Return the features of the current model of clusters, in their order."""
    found = read.once("select features from cluster_models where is_current")
    return str(found[0]["features"]).split(", ") if found else []


def ask_each(read: Read) -> None:
    """Ask one question of each kind, so that the answers to the next do not wait for the file."""
    found = read("select customer_id from customers limit 1")
    customer_id = found[0]["customer_id"] if found else ""
    items = read("select item from main_internal.int_baskets__items order by item_code limit 1")
    for ask in (
        customer(customer_id),
        customers(None, None, 1),
        customer_recommendations(customer_id, 1),
        basket_recommendations([row["item"] for row in items], customer_id, 1),
        score(0, 1, 0),
        value(0, 1, 0, 0),
        cluster(dict.fromkeys(model_features(read))),
        metric("revenue", None),
        metric("revenue", "month"),
    ):
        # An empty shop has no answer to some of them.
        with contextlib.suppress(Problem):
            ask(read)


def _has_customer(read: Read, customer_id: str) -> bool:
    return bool(read("select 1 as found from customers where customer_id = ?", [customer_id]))


def _refuse_customer() -> NoReturn:
    raise Problem("not-found", "No customer with this id has an accepted order.")


def _only(rows: list[Row], problem: str = "The shop has no accepted orders yet.") -> Row:
    """Return the row of a question that has an answer unless the shop lacks something."""
    if rows:
        return rows[0]
    raise Problem("not-found", problem)
