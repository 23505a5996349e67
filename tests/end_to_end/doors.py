"""The programs and drivers through which other tools ask, each as a function of a query.

A value is None, or a value of Python, or a text where the door has nothing but texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from ctypes.util import find_library
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

Rows = list[list[Any]]
NULL = "<null>"
# These write texts, so a value is compared as the type that it should have.
TEXTS = ("cli", "psql")
TRUTHS = {"t": True, "true": True, "f": False, "false": False}


def ask_cli(file: Path, sql: str) -> Rows:
    """Ask the command line of DuckDB."""
    program = Path(sys.executable).with_name("duckdb")
    if not program.exists():
        pytest.skip("no command line of DuckDB here")
    ended = subprocess.run(
        [program, "-readonly", "-csv", "-noheader", "-nullvalue", NULL, file, sql],
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return rows_of(ended.stdout)


def sqlalchemy_of(file: Path) -> sqlalchemy.Engine:
    """Return what reads a file through SQLAlchemy. It leaves no connection open."""
    return sqlalchemy.create_engine(
        f"duckdb:///{file}", connect_args={"read_only": True}, poolclass=sqlalchemy.NullPool
    )


def ask_sqlalchemy(file: Path, sql: str) -> Rows:
    """Ask SQLAlchemy on the file."""
    with sqlalchemy_of(file).connect() as connection:
        return [list(row) for row in connection.exec_driver_sql(sql)]


def ask_psql(settings: str, sql: str) -> Rows:
    """Ask the command line of PostgreSQL."""
    ended = subprocess.run(
        ["psql", "-X", "-q", "--csv", "-t", "-P", f"null={NULL}", "-c", sql, settings],
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return rows_of(ended.stdout)


def ask_adbc(settings: str, sql: str) -> Rows:
    """Ask the Arrow driver of PostgreSQL. It hands out `numeric` as text, with all digits."""
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(settings) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        table = cursor.fetch_arrow_table()
    is_numeric = [
        (field.metadata or {}).get(b"ADBC:postgresql:typname") == b"numeric"
        for field in table.schema
    ]
    columns = [column.to_pylist() for column in table.columns]
    return [
        [
            Decimal(value) if numeric and value is not None else value
            for value, numeric in zip(row, is_numeric, strict=True)
        ]
        for row in zip(*columns, strict=True)
    ]


def ask_odbc(settings: str, sql: str) -> Rows:
    """Ask the ODBC driver of PostgreSQL, as Excel and Power BI do."""
    driver = next(Path("/usr/lib").glob("**/psqlodbcw.so"), None)
    if driver is None or find_library("odbc") is None:
        pytest.skip("no ODBC driver of PostgreSQL here: `apt-get install odbc-postgresql libodbc2`")
    import pyodbc

    given = settings_of(settings)
    connection = pyodbc.connect(
        f"Driver={driver};Servername=127.0.0.1;Port={given['port']};Database={given['dbname']};"
        f"Username={given['user']};BoolsAsChar=0"
    )
    with closing(connection), closing(connection.cursor()) as cursor:
        return [list(row) for row in cursor.execute(sql).fetchall()]


def ask_jdbc(settings: str, sql: str) -> Rows:
    """Ask the JDBC driver of PostgreSQL, in a process of its own, because Java forbids forks."""
    driver = Path("/usr/share/java/postgresql.jar")
    if not driver.exists() or not shutil.which("java"):
        pytest.skip(
            "no JDBC driver of PostgreSQL or no Java here:"
            " `apt-get install libpostgresql-jdbc-java default-jre-headless`"
        )
    given = settings_of(settings)
    address = f"jdbc:postgresql://127.0.0.1:{given['port']}/{given['dbname']}?user={given['user']}"
    ended = subprocess.run(
        [sys.executable, Path(__file__).with_name("jdbc.py"), str(driver), address, sql],
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return [
        [None if cell is None else OF_JAVA[cell[0]](cell[1]) for cell in row]
        for row in json.loads(ended.stdout)
    ]


OF_JAVA: dict[str, Callable[[str], Any]] = {
    "java.lang.Boolean": lambda text: text == "true",
    "java.lang.Integer": int,
    "java.lang.Long": int,
    "java.lang.Double": float,
    "java.math.BigDecimal": Decimal,
    "java.lang.String": str,
    "java.sql.Date": date.fromisoformat,
    "java.sql.Timestamp": datetime.fromisoformat,
    "org.postgresql.jdbc.PgArray": str,
}
OF_DUCKDB = {"cli": ask_cli, "sqlalchemy": ask_sqlalchemy}
OF_POSTGRES = {"psql": ask_psql, "adbc": ask_adbc, "odbc": ask_odbc, "jdbc": ask_jdbc}


def settings_of(settings: str) -> dict[str, str]:
    """Return the settings of libpq by name."""
    return dict(re.findall(r"(\w+)=(\S+)", settings))


def rows_of(text: str) -> Rows:
    """Return the rows of a CSV, with None for a null."""
    found = csv.reader(io.StringIO(text))
    return [[None if value == NULL else value for value in row] for row in found]


def is_same(found: Any, expected: Any, *, is_text: bool) -> bool:
    """Return whether a door gives a value: an equal number, date, text, or a null.

    Databases divide and sum in different types, so numbers are compared by their values, and the
    last digits of a floating-point number may differ.
    """
    if found is None or expected is None:
        return found is expected
    if isinstance(expected, bool):
        return (TRUTHS.get(found) if is_text else found) is expected
    if isinstance(expected, int | float | Decimal):
        if not is_text and (
            isinstance(found, bool) or not isinstance(found, int | float | Decimal)
        ):
            return False
        difference = abs(Decimal(str(found)) - Decimal(str(expected)))
        return difference <= abs(Decimal(str(expected))) * Decimal("1e-12")
    return str(found) == str(expected) if is_text else bool(found == expected)
