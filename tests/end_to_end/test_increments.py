"""A build that computes the changed orders alone makes the tables that a whole build makes."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support import PROJECT, Build, copy_of_project, dbt

HEADER = (
    "order",
    "customer",
    "product",
    "name",
    "category",
    "country",
    "at",
    "quantity",
    "amount",
    "refund",
    "cost",
    "currency",
)
MAPPING = {
    "order_id": "order",
    "customer_id": "customer",
    "product_id": "product",
    "product_name": "name",
    "category": "category",
    "country": "country",
    "ordered_at": "at",
    "quantity": "quantity",
    "amount": "amount",
    "refunded_amount": "refund",
    "unit_cost": "cost",
    "currency": "currency",
}
# Lines, orders and what is found in lines, in a project that dbt reads fast. Every other model is
# computed from these in each build.
NEEDED = (
    "data/sample",
    "macros",
    "models/input",
    "models/intermediate/cleaning",
    "models/intermediate/orders",
    "models/intermediate/quality",
    "models/staging/custom",
    "seeds",
    "tests/generic",
    "tests/macros",
)
COMPARED = (
    "main_internal.int_cleaning__accepted",
    "main_internal.input__order_digests",
    "main_internal.input__order_lines",
    "main_internal.int_cleaning__allocated",
    "main_internal.int_cleaning__limits",
    "main_internal.int_cleaning__lines",
    "main_internal.int_cleaning__product_names",
    "main_internal.int_cleaning__spellings",
    "main_internal.int_orders",
    "main_internal.int_orders__states",
    "main_internal.int_quality__findings",
)
FIRST_DAY = dt.datetime(2024, 1, 1, 9, 30)


@dataclass(frozen=True)
class Line:
    """A line as the file has it."""

    order: str
    customer: str
    product: str
    at: dt.datetime
    quantity: int = 1
    amount: str = "10.00"
    name: str = ""
    category: str = ""
    country: str = ""
    refund: str = ""
    cost: str = ""
    currency: str = ""

    def cells(self) -> list[str]:
        """Return the cells in the order of the header."""
        return [str(getattr(self, column)) for column in HEADER]


class Lines:
    """A shop that changes from day to day, at random."""

    def __init__(self, seed: int) -> None:
        """Sell for a while."""
        self.random = random.Random(seed)
        self.day = 0
        self.number = 0
        self.lines: list[Line] = []
        for _ in range(60):
            self.sell(self.random.randrange(90))
        for _ in range(8):
            self.give_back()
        self.day = 90

    def sell(self, day: int) -> None:
        """Add an order of a day, sometimes of a guest."""
        pick = self.random
        self.number += 1
        at = FIRST_DAY + dt.timedelta(days=day, minutes=pick.randrange(600))
        customer = pick.choice(["", *(f"C{n}" for n in range(15))])
        order = pick.choice(["", *[f"O{self.number}"] * 9]) if customer else f"O{self.number}"
        for _ in range(pick.randrange(1, 4)):
            product = f"P{pick.randrange(6)}"
            self.lines.append(
                Line(
                    order,
                    customer,
                    product,
                    at,
                    quantity=pick.randrange(1, 4),
                    amount=f"{pick.randrange(100, 9000) / 100:.2f}",
                    name=pick.choice([f"Thing {product}", f"thing {product} ", ""]),
                    category=pick.choice(["Toys", "toys", " TOYS"]),
                    country=pick.choice(["France", "france", ""]),
                    refund=pick.choice(["", "", "", "1.50"]),
                )
            )

    def give_back(self) -> None:
        """Return an old line, by its order, without one, or with its money alone."""
        pick = self.random
        line = pick.choice([line for line in self.lines if line.quantity > 0])
        at = max(line.at, FIRST_DAY + dt.timedelta(days=self.day)) + dt.timedelta(hours=5)
        order = pick.choice([line.order, f"R{pick.randrange(10**6)}"])
        self.lines.append(
            replace(
                line,
                order=order,
                at=at,
                quantity=-pick.randrange(1, line.quantity + 1),
                amount=f"-{line.amount}",
                refund="",
            )
        )

    def live(self) -> None:
        """Let a day pass, in which all that can happen to a file happens."""
        pick = self.random
        self.day += 1
        for _ in range(3):
            self.sell(self.day)
        self.sell(pick.randrange(self.day))
        self.give_back()
        changes = [
            self.correct,
            self.remove,
            self.copy,
            self.name_the_guest,
            self.rename,
            self.respell,
            self.reuse,
            self.empty_order,
        ]
        for change in pick.sample(changes, 4):
            change()
        pick.shuffle(self.lines)

    def correct(self) -> None:
        """Correct the quantity of an old line."""
        place = self.random.randrange(len(self.lines))
        line = self.lines[place]
        self.lines[place] = replace(line, quantity=line.quantity * 2)

    def remove(self) -> None:
        """Lose an old line, and a whole order."""
        self.lines.pop(self.random.randrange(len(self.lines)))
        lost = self.random.choice(self.lines).order
        self.lines = [line for line in self.lines if line.order != lost or not lost]

    def copy(self) -> None:
        """Export a line twice."""
        self.lines.append(self.random.choice(self.lines))

    def name_the_guest(self) -> None:
        """Learn the customer of an old order."""
        guests = [line.order for line in self.lines if not line.customer]
        if guests:
            order = self.random.choice(guests)
            self.lines = [
                replace(line, customer="C3") if line.order == order else line for line in self.lines
            ]

    def rename(self) -> None:
        """Give many lines of a product another name, so that the most frequent one changes."""
        product = f"P{self.random.randrange(6)}"
        name = f"New {self.random.randrange(100)}"
        self.lines = [
            replace(line, name=name)
            if line.product == product and self.random.random() < 0.6
            else line
            for line in self.lines
        ]

    def respell(self) -> None:
        """Spell a category on most lines in another way."""
        self.lines = [
            replace(line, category="tOYS") if self.random.random() < 0.8 else line
            for line in self.lines
        ]

    def reuse(self) -> None:
        """Use an old number for an order much later."""
        old = self.random.choice([line for line in self.lines if line.order])
        at = old.at + dt.timedelta(days=40 + self.random.randrange(30))
        self.lines.append(replace(old, at=at, quantity=1, amount="12.00"))

    def empty_order(self) -> None:
        """Sell to a guest without an order number."""
        at = FIRST_DAY + dt.timedelta(days=self.random.randrange(self.day))
        self.lines.append(Line("", "", "P1", at, name="Thing P1"))

    def change_everything(self) -> None:
        """Move the values that decide about all lines: the currency of most lines."""
        self.lines = [replace(line, currency="USD") for line in self.lines]

    def write(self, file: Path) -> None:
        """Write the file."""
        with file.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(HEADER)
            writer.writerows(line.cells() for line in self.lines)


class Shop:
    """A file, and two warehouses: one continues its last build, one computes all."""

    def __init__(self, folder: Path) -> None:
        """Copy the part of the project that makes lines and orders."""
        self.folder = folder
        self.file = folder / "lines.csv"
        self.project = folder / "project"
        for name in NEEDED:
            shutil.copytree(
                PROJECT / name,
                self.project / name,
                ignore=shutil.ignore_patterns("*_models.yml", "*_tests.yml"),
            )
        for name in ("dbt_project.yml", "profiles.yml", "models/_groups.yml"):
            shutil.copy(PROJECT / name, self.project / name)

    def variables(self, **more: Any) -> dict[str, Any]:
        """Return the vars that read the file."""
        return {"custom_source": str(self.file), "custom_columns": MAPPING, **more}

    def build(self, name: str, *options: str, **more: Any) -> Build:
        """Build the lines and orders into a warehouse."""
        return dbt(
            self.folder / name,
            *("build", *options),
            dataset="custom",
            variables=self.variables(**more),
            project=self.project,
        )

    def first_day(self, seed: int) -> Lines:
        """Build the first lines in full, and return them."""
        lines = Lines(seed)
        lines.write(self.file)
        built = self.build("days", "--full-refresh")
        assert built.code == 0, built.end()
        return lines

    def check(self, built: Build, **more: Any) -> None:
        """Compare a build with a full refresh, whatever the order of the rows."""
        assert built.code == 0, built.end()
        whole = self.build("whole", "--full-refresh", **more)
        assert whole.code == 0, whole.end()
        assert not is_increment(whole), whole.end()
        for table in COMPARED:
            assert rows(built.database, table) == rows(whole.database, table), table


def rows(database: Path, table: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table in one order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(f"select * from {table} order by all").fetchall()


def is_increment(build: Build) -> bool:
    """Return whether the build says that it computed the changed orders alone."""
    return "orders are new or changed" in build.output


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Return a shop whose warehouses are empty."""
    return Shop(tmp_path_factory.mktemp("shop"))


@pytest.mark.parametrize("seed", [1, 2])
def test_days_in_a_row_equal_a_full_refresh(shop: Shop, seed: int) -> None:
    lines = shop.first_day(seed)
    for _ in range(2):
        lines.live()
        lines.write(shop.file)
        built = shop.build("days")
        assert is_increment(built), built.end()
        shop.check(built)


def test_a_value_that_decides_about_all_lines_touches_all_orders(shop: Shop) -> None:
    lines = shop.first_day(4)
    lines.change_everything()
    lines.write(shop.file)
    shop.check(shop.build("days"))


def test_a_build_that_is_killed_between_two_models_is_not_continued(shop: Shop) -> None:
    lines = shop.first_day(6)
    lines.live()
    lines.write(shop.file)
    folder = shop.folder / "days"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "dbt.cli.main", "build", "--target", "custom"),
            *("--threads", "1", "--vars", json.dumps(shop.variables())),
        ],
        cwd=shop.project,
        env=os.environ
        | {
            "CLIENTELE_WAREHOUSE": str(folder),
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    with process:
        for line in process.stdout:
            if "OK created sql incremental model main_internal.int_cleaning__allocated" in line:
                process.send_signal(signal.SIGKILL)
                break
        process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    built = shop.build("days")
    assert "because the build before ended before int_cleaning__lines" in built.output
    shop.check(built)


@pytest.mark.parametrize("variable", [{"cancellations": "drop"}, {"order_span_days": 60}])
def test_another_var_computes_all_lines(shop: Shop, variable: dict[str, Any]) -> None:
    lines = shop.first_day(7)
    lines.live()
    lines.write(shop.file)
    built = shop.build("days", **variable)
    assert f"because the var {next(iter(variable))} changed" in built.output, built.end()
    shop.check(built, **variable)


def test_a_selection_that_cuts_the_cleaning_is_refused_after_an_increment(shop: Shop) -> None:
    lines = shop.first_day(8)
    lines.live()
    lines.write(shop.file)
    assert is_increment(shop.build("days"))
    cut = dbt(
        shop.folder / "days",
        *("run", "--select", "int_cleaning__lines"),
        dataset="custom",
        variables=shop.variables(),
        project=shop.project,
    )
    assert cut.code == 2
    assert cut.codes() == ["selection-cuts-cleaning"]


def test_an_order_number_with_blanks_is_the_order_without_them(shop: Shop) -> None:
    """A build compares blocks of received numbers, and the two may be of different blocks."""
    (shop.project / "models/padded.sql").write_text(
        """{{ config(enabled=var('order_lines_model') == 'padded') }}
        select
            "order" as order_id, customer as customer_id, product as product_id,
            "at" as ordered_at, quantity, amount
        from read_csv('{{ var('custom_source') }}', types = {'order': 'varchar'})"""
    )

    def build(name: str, lines: list[Line], *options: str) -> Build:
        day = Lines(9)
        day.lines = lines
        day.write(shop.file)
        return shop.build(name, *options, order_lines_model="padded")

    numbers = [
        f"{blank}{n}{end}" for n in range(6) for blank, end in (("", ""), (" ", ""), ("", " "))
    ]
    lines = [
        Line(number, f"C{place % 4}", f"P{place % 5}", FIRST_DAY + dt.timedelta(hours=place))
        for place, number in enumerate([*numbers, "", " ", "guest-1", " guest-2"])
    ]
    assert build("days", lines, "--full-refresh").code == 0
    lines[0] = replace(lines[0], quantity=2)
    lines[4] = replace(lines[4], quantity=2)
    lines = [line for place, line in enumerate(lines) if place not in (8, 18)]
    lines.append(Line("3  ", "C3", "P1", FIRST_DAY))
    lines.append(Line("guest-3", "C5", "P1", FIRST_DAY))
    built = build("days", lines)
    assert is_increment(built), built.end()
    assert built.query("select count(*) from main_internal.input__order_lines") == [(len(lines),)]
    shop.check(built, order_lines_model="padded")


def keep(file: Path, kept: Callable[[dict[str, str]], bool]) -> None:
    """Keep some rows of a file of the demo shop."""
    with file.open(newline="") as opened:
        reader = csv.DictReader(opened)
        names, rows_of_file = list(reader.fieldnames or []), list(reader)
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(row for row in rows_of_file if kept(row))


def public_rows(build: Build, table: str) -> list[tuple[Any, ...]]:
    """Return the rows of a public table, without the times at which a build made them."""
    return build.query(
        f"select columns(c -> c not in ('built_at', 'fitted_at')) from {table} order by all"
    )


def test_every_public_table_of_a_day_equals_that_of_a_full_refresh(tmp_path: Path) -> None:
    """The first build lacks the orders of the last day, an old order, and old reviews."""
    project = copy_of_project(tmp_path / "project")
    folder = project / "data/demo"
    whole = {name: (folder / name).read_bytes() for name in ("orders.csv", "order_lines.csv")}
    whole["reviews.csv"] = (folder / "reviews.csv").read_bytes()
    with (folder / "orders.csv").open(newline="") as opened:
        placed = {row["order_no"]: row["placed_at"] for row in csv.DictReader(opened)}
    last_day = max(placed.values())[:10]
    missing = {order for order, at in placed.items() if at.startswith(last_day)}
    missing |= set(sorted(placed)[500:503])
    for name in ("orders.csv", "order_lines.csv"):
        keep(folder / name, lambda row: row["order_no"] not in missing)
    keep(folder / "reviews.csv", lambda row: row["order_no"][-1] != "7")

    def build(name: str, *options: str) -> Build:
        # Data tests of a demo build run elsewhere.
        without = ("--exclude", "resource_type:test", "resource_type:unit_test")
        built = dbt(tmp_path / name, *("build", *options, *without), project=project)
        assert built.code == 0, built.end()
        return built

    build("days")
    (tmp_path / "refreshed/.work").mkdir(parents=True)
    shutil.copy(tmp_path / "days/.work/demo.duckdb", tmp_path / "refreshed/.work/demo.duckdb")
    for name, content in whole.items():
        (folder / name).write_bytes(content)
    day, refreshed = build("days"), build("refreshed", "--full-refresh")
    assert is_increment(day)
    tables = day.public_tables()
    assert tables == refreshed.public_tables()
    assert len(tables) > 50
    differing = [
        table
        for table in tables
        if table != "build_history" and public_rows(day, table) != public_rows(refreshed, table)
    ]
    assert not differing
