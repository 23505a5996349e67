"""Compares the tables of two places: everything is equal, but doubles may differ by 1e-9.

    differences = compare(DuckDBFile(…), LakeSchema(…))
    assert not differences, report(differences)

The order of rows does not count. Rows are paired by all columns that are not doubles; rows that are
equal there are paired in the order of their doubles. Two doubles are equal if they differ by at
most 1e-9, or by at most 1e-9 of the larger one.

Types are compared by their kind, because engines store them in other widths: a whole number is a
whole number in 32 or 64 bits, and a decimal keeps its number of decimals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import duckdb

from clientele.publish.copying import quoted

from .places import Place

TOLERANCE = 1e-9
# So many rows of a difference are shown.
SHOWN = 3

INTEGERS = re.compile(r"U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)")
DECIMAL = re.compile(r"DECIMAL\(\d+,(?P<scale>\d+)\)")


@dataclass(frozen=True)
class Difference:
    """What differs in a table.

    Attributes:
        table: Its name.
        what: `only left`, `only right` (a table, or rows), `columns`, `types`, or the name of a
            column whose doubles differ.
        count: The number of rows or columns.
        first: Some of them.

    """

    table: str
    what: str
    count: int
    first: list[Any]


def compare(
    left: Place,
    right: Place,
    *,
    without: Collection[str] = (),
    without_values: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[Difference]:
    """Return all differences between two places.

    Args:
        left: The place that is taken as right.
        right: The place that is compared with it.
        without: Tables that are not compared.
        without_values: By table, the columns whose values are not compared.

    """
    with duckdb.connect() as connection:
        ours = left.tables(connection, "left_place")
        theirs = right.tables(connection, "right_place")
        found = []
        for table in sorted({*ours, *theirs}):
            if table in without:
                continue
            if table not in theirs:
                found.append(Difference(table, "only left", 1, []))
            elif table not in ours:
                found.append(Difference(table, "only right", 1, []))
            else:
                skipped = without_values.get(table, ())
                found += _of_table(connection, table, (ours[table], theirs[table]), skipped)
        return found


def report(differences: list[Difference]) -> str:
    """Return the differences as text, with the first rows of each.

    >>> print(report([Difference("kpis", "only left", 2, [(1, "a")])]))
    kpis: only left: 2
        (1, 'a')

    """
    lines = []
    for one in differences:
        lines.append(f"{one.table}: {one.what}: {one.count:,}")
        lines += [f"    {row}" for row in one.first]
    return "\n".join(lines)


def kind_of(declared: str) -> str:
    """Return the type in which values of this type and its relatives are compared.

    >>> kind_of("INTEGER"), kind_of("DECIMAL(18,6)"), kind_of("VARCHAR[]"), kind_of("FLOAT")
    ('HUGEINT', 'DECIMAL(38,6)', 'VARCHAR[]', 'DOUBLE')

    """
    if declared.endswith("[]"):
        return f"{kind_of(declared[:-2])}[]"
    if INTEGERS.fullmatch(declared):
        return "HUGEINT"
    decimal = DECIMAL.fullmatch(declared)
    if decimal:
        return f"DECIMAL(38,{decimal['scale']})"
    return "DOUBLE" if declared == "FLOAT" else declared


def _of_table(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    relations: tuple[str, str],
    skipped: Collection[str],
) -> list[Difference]:
    kinds = [
        {
            name: kind_of(declared)
            for name, declared, *_ in connection.execute(f"describe from {relation}").fetchall()
        }
        for relation in relations
    ]
    left, right = kinds
    if list(left) != list(right):
        unlike = [name for name in (*left, *right) if (name in left) != (name in right)]
        return [Difference(table, "columns", len(unlike), unlike or [list(left), list(right)])]
    unlike_kinds = [
        f"{name}: {left[name]} and {right[name]}" for name in left if left[name] != right[name]
    ]
    if unlike_kinds:
        return [Difference(table, "types", len(unlike_kinds), unlike_kinds)]
    compared = {name: kind for name, kind in left.items() if name not in skipped}
    return _of_rows(connection, table, relations, compared)


def _of_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    relations: tuple[str, str],
    kinds: dict[str, str],
) -> list[Difference]:
    exact = [name for name, kind in kinds.items() if kind != "DOUBLE"]
    doubles = [name for name, kind in kinds.items() if kind == "DOUBLE"]
    values = ", ".join(f"{quoted(name)} := cast({quoted(name)} as {kinds[name]})" for name in exact)
    values = values or "nothing := true"
    floats = "".join(f", cast({quoted(name)} as double) as {quoted(name)}" for name in doubles)
    by = "".join(f", {quoted(name)} nulls first" for name in doubles)
    for side, relation in zip(("ours", "theirs"), relations, strict=True):
        # A hash joins quickly. The values are compared besides, as two may share a hash.
        connection.execute(
            f"create or replace temp table {side} as"
            f" with read as (select struct_pack({values}) as exact{floats} from {relation})"
            " select *, hash(exact) as hashed,"
            f" row_number() over (partition by exact order by true{by}) as number from read"
        )
    connection.execute(
        "create or replace temp table pairs as select ours, theirs from ours full join theirs"
        " on ours.hashed = theirs.hashed and ours.number = theirs.number"
        " and ours.exact = theirs.exact"
    )
    found = []
    for side, other in (("ours", "theirs"), ("theirs", "ours")):
        alone = f"from pairs where {other}.number is null"
        (count,) = connection.execute(f"select count(*) {alone}").fetchall()[0]
        if count:
            first = connection.execute(
                f"select {side}.exact{''.join(f', {side}.{quoted(name)}' for name in doubles)}"
                f" {alone} order by {side}.hashed limit {SHOWN}"
            ).fetchall()
            what = "only left" if side == "ours" else "only right"
            found.append(Difference(table, what, count, first))
    for name in doubles:
        column = quoted(name)
        differs = f"""
            from pairs
            where ours.number is not null
                and theirs.number is not null
                and ours.{column} is distinct from theirs.{column}
                and not coalesce(
                    abs(ours.{column} - theirs.{column}) <= {TOLERANCE}
                    * greatest(1, abs(ours.{column}), abs(theirs.{column}))
                    and isfinite(ours.{column})
                    and isfinite(theirs.{column}),
                    false
                )
        """
        (count,) = connection.execute(f"select count(*) {differs}").fetchall()[0]
        if count:
            first = connection.execute(
                f"select ours.exact, ours.{column}, theirs.{column} {differs}"
                f" order by ours.hashed limit {SHOWN}"
            ).fetchall()
            found.append(Difference(table, name, count, first))
    return found
