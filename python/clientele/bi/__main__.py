"""`python -m clientele.bi MANIFEST INTO`, as script/bi calls it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from clientele.bi.manifest import describe
from clientele.warehouse import WarehouseError, connect


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the manifest for tools; return the exit code."""
    parser = argparse.ArgumentParser(prog="script/bi", allow_abbrev=False)
    parser.add_argument("manifest", type=Path, help="dbt's manifest.json")
    parser.add_argument("into", type=Path, help="the file to write")
    parser.add_argument("--target", default="demo")
    parser.add_argument("--schema", default="clientele", help="where the tool finds the tables")
    asked = parser.parse_args(arguments)
    try:
        with connect(asked.target) as shop:
            ((currency,),) = shop.execute("select currency from settings").fetchall()
    except WarehouseError as error:
        print(f"bi: {error}", file=sys.stderr)
        return 1
    described = describe(json.loads(asked.manifest.read_text("utf-8")), asked.schema, currency)
    asked.into.parent.mkdir(parents=True, exist_ok=True)
    asked.into.write_text(json.dumps(described), "utf-8")
    tables = [one for one in described["nodes"].values() if one["resource_type"] == "model"]
    columns = sum(len(table["columns"]) for table in tables)
    print(f"bi: {asked.into} describes {len(tables)} tables with {columns} columns")
    return 0


if __name__ == "__main__":
    sys.exit(main())
