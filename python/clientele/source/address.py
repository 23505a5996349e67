"""Addresses: what of them may be shown, how they refuse, and copies of what they hold."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from clientele.source.faults import Fault, Raised
from clientele.source.faults.addresses import (
    AddressForbidden,
    AddressRefused,
    AddressTooLarge,
    AddressUnreachable,
)
from clientele.source.private import private_file
from clientele.source.sql import literal

__all__ = [
    "copy_address",
    "has_secret",
    "is_address",
    "request_fault",
    "shown_address",
    "shown_source",
]

# DuckDB holds a file that it copies as one value.
LARGEST_COPY = 2_000_000_000


def is_address(path: str) -> bool:
    """Return whether a path is an address that DuckDB reads over a network.

    >>> is_address("https://example.org/orders.csv"), is_address("orders.csv")
    (True, False)

    """
    return re.match(r"(?i)(https?|s3|gcs|gs|r2|hf)://", path) is not None


def shown_address(path: str) -> str:
    """Return an address without what can be a secret: user, password, query, fragment.

    >>> shown_address("https://me:secret@example.org/orders.csv?signature=1")
    'https://example.org/orders.csv'

    """
    scheme, mark, rest = path.partition("://")
    if not mark:
        return path
    rest = re.split(r"[?#]", rest, maxsplit=1)[0]
    host, slash, folder = rest.partition("/")
    return scheme + mark + host.rpartition("@")[2] + slash + folder


def shown_source(source: str) -> str:
    """Return a source that is not understood, without what can be a secret in it.

    >>> shown_source("mysql:host=db password=hunter2#orders")
    'mysql:host=db password=…'

    """
    return re.sub(
        r"(?i)(passw\w*|pwd|secret|token|\w*key\w*)(\s*=\s*)\S+", r"\1\2…", shown_address(source)
    )


def has_secret(path: str) -> bool:
    """Return whether an address holds what is not shown of it.

    >>> has_secret("https://example.org/orders.csv?signature=1")
    True

    """
    return shown_address(path) != path


def request_fault(connection: duckdb.DuckDBPyConnection, query: str, label: str) -> Fault | None:
    """Run a query that asks an address, and return how it refuses, or None where it answers.

    The reply is the last one of DuckDB's log of requests, as DuckDB's own message can show the
    whole address.
    """
    connection.execute("call enable_logging('HTTP', storage = 'memory')")
    try:
        connection.execute(query).fetchall()
        return None
    except duckdb.Error:
        reply = connection.execute(
            "select cast(response.status as varchar), response.reason"
            " from duckdb_logs_parsed('HTTP') where response is not null"
            " order by request.start_time desc limit 1"
        ).fetchone()
    finally:
        connection.execute("call truncate_duckdb_logs()")
        connection.execute("call disable_logging()")
    status, reason = reply or ("", "")
    code = re.sub(r"\D", "", status or "")
    if not code:
        return AddressUnreachable(label=label, reason=reason or "")
    answer = f"{code} {reason or ''}".strip()
    if code in ("400", "401", "403"):
        return AddressForbidden(label=label, answer=answer)
    return AddressRefused(label=label, answer=answer)


def copy_address(connection: duckdb.DuckDBPyConnection, address: str, label: str) -> Path:
    """Copy what an address holds into a private file, and return its path.

    Raises:
        Raised: the address refuses, or holds more than can be copied.

    """
    blob = f"read_blob({literal(address)})"
    fault = request_fault(connection, f"select size from {blob}", label)
    if fault:
        raise Raised(fault)
    size = connection.execute(f"select size from {blob}").fetchall()[0][0]
    if size is not None and size > LARGEST_COPY:
        raise Raised(AddressTooLarge(label=label, gigabytes=size // 1_000_000_000))
    # The name has no ending, as DuckDB would pack what it writes into a .gz file.
    path = private_file("")
    fault = request_fault(
        connection,
        f"copy (select content from {blob}) to {literal(str(path))} (format blob)",
        label,
    )
    if fault:
        raise Raised(fault)
    return path
