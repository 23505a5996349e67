"""Vars that name products or features, which only the lines can have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import duckdb

from clientele.source.checks.profile import Checked
from clientele.source.faults import Fault
from clientele.source.faults.orders import (
    ExcludedProductUnknown,
    FeatureWithoutData,
)
from clientele.source.select import cells_select
from clientele.source.sql import literal, literals, name

__all__ = ["check_excluded_products", "check_features"]

_FAMILY = re.compile(r"(category|channel)_(?:share|spend|orders)_(\w+)")
_NO_WORD = r"[^\p{L}\p{N}]+"
# What a feature is computed from, by how its name starts.
_NEEDS = {
    "average_review_score": ("a review",),
    "income": ("income",),
    "category": ("category",),
    "channel": ("channel",),
    "product_count": ("product_id", "product_name"),
}


def check_excluded_products(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], excluded: object
) -> list[Fault]:
    """Find excluded products that no line has."""
    listed = excluded if isinstance(excluded, list | tuple) else ()
    wanted = {str(product).strip().upper() for product in listed if str(product).strip()}
    if not wanted:
        return []
    products = " union ".join(
        f"select distinct upper(trim({_product(table)})) as product_id"
        f" from ({cells_select(table.cells, table.source)}) as cells"
        for table in tables
        if _product(table)
    )
    products = products or "select cast(null as varchar) as product_id"
    known = connection.execute(
        f"select product_id from ({products}) as products"
        f" where product_id in ({literals(sorted(wanted))[1:-1]})"
    ).fetchall()
    unknown = sorted(wanted - {product_id for (product_id,) in known})
    if not unknown:
        return []
    near = connection.execute(
        f"select product_id from ({products}) as products where product_id is not null"
        f" and jaro_winkler_similarity(product_id, {literal(unknown[0])}) >= 0.7"
        f" order by jaro_winkler_similarity(product_id, {literal(unknown[0])}) desc, product_id"
        " limit 1"
    ).fetchone()
    return [ExcludedProductUnknown(unknown, near[0] if near else "")]


def check_features(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], features: object
) -> list[Fault]:
    """Find features of cluster_features that the source has nothing for."""
    if isinstance(features, Mapping):
        features = features.get("custom", features.get("default"))
    if not isinstance(features, list | tuple):
        return []
    missing = {str(feature): needs for feature in features if (needs := _missing(tables, feature))}
    named = [str(feature) for feature in features if str(feature) not in missing]
    missing |= {
        feature: (f"{feature.partition('_')[0]}",)
        for feature in _without_rows(connection, tables, named)
    }
    all_needs = sorted({need for needs in missing.values() for need in needs})
    return [FeatureWithoutData(list(missing), all_needs)] if missing else []


def _without_rows(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Checked], features: Sequence[str]
) -> list[str]:
    """Return the features of a category or channel that no line has."""
    found = []
    for feature in features:
        named = _FAMILY.fullmatch(feature)
        if not named:
            continue
        column, slug = named[1], named[2]
        slugs = " union all ".join(
            f"select regexp_replace(lower({name(column)}), {literal(_NO_WORD)}, '_', 'g') as slug"
            f" from ({cells_select(table.cells, table.source)}) as cells"
            for table in tables
            if column in table.cells.columns
        )
        row = connection.execute(
            f"select count(*) from ({slugs}) as slugs where slug = {literal(slug)}"
        ).fetchone()
        if row and not row[0]:
            found.append(feature)
    return found


def _missing(tables: Sequence[Checked], feature: object) -> tuple[str, ...]:
    for start, needs in _NEEDS.items():
        if str(feature).startswith(start):
            has_any = any(table.filled.get(need, 0) for table in tables for need in needs)
            return () if has_any else needs
    return ()


def _product(table: Checked) -> str:
    columns = [name(c) for c in ("product_id", "product_name") if c in table.cells.columns]
    return f"coalesce({', '.join(columns)})" if columns else ""
