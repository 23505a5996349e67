"""What a published version holds of columns with personal data."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from typing import Any

from clientele.publish.places import Places


def personal_columns(manifest: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return the columns that are tagged `meta: {personal: true}`, by the id of their model.

    >>> tagged = {"name": {"config": {"meta": {"personal": True}}}, "city": {"meta": {}}}
    >>> personal_columns({"nodes": {"model.shop.customers": {"columns": tagged}}})
    {'model.shop.customers': {'name'}}

    """
    found = {}
    for unique_id, node in manifest["nodes"].items():
        tagged = {
            name
            for name, column in node.get("columns", {}).items()
            if {**column.get("meta", {}), **column.get("config", {}).get("meta", {})}.get(
                "personal"
            )
        }
        if tagged:
            found[unique_id] = tagged
    return found


def is_received(column: str) -> bool:
    """Return whether a column comes from the source as it is, so nobody could tag it.

    >>> is_received("x_email"), is_received("city")
    (True, False)

    """
    return column.startswith("x_")


def replacement(column: str, kind: str, treatment: str, key: str) -> str | None:
    """Return the SQL that stands for a personal column; none if it is published as it is.

    A hash keeps apart who is apart, so that tables still join. It needs the key, so that nobody
    finds a name by hashing all names. A number or date would be found without one, so it is null.

    >>> print(replacement('"name"', "VARCHAR", "hashed", "k"))
    sha256('k' || "name")
    >>> print(replacement('"income"', "DECIMAL(18,2)", "hashed", "k"))
    null

    """
    if treatment == "all":
        return None
    if treatment == "hashed" and kind.upper() == "VARCHAR":
        return f"sha256('{key}' || {column})"
    return "null"


def hash_key(places: Places) -> str:
    """Return the key of the hashes, in hexadecimal digits: of the environment, or of this target.

    A key of CLIENTELE_HASH_KEY gives several warehouses equal hashes.
    """
    given = os.environ.get("CLIENTELE_HASH_KEY")
    if given:
        return given.encode().hex()
    file = places.work / f"{places.target}.key"
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as written:
            written.write(secrets.token_hex(32))
    return file.read_text()
