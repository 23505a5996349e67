"""The public tables of a version as Parquet files, for readers without DuckDB."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb

from clientele.publish.copying import quoted, text
from clientele.publish.places import Places
from clientele.publish.versions import flush


def write_parquet(places: Places, database: Path, schema: str, version: str) -> dict[str, Any]:
    """Write one file per table of a schema into a folder of the version, and return the manifest.

    The manifest names each file with its rows, its SHA-256 and its columns. `point_to` makes it
    the one that readers find.
    """
    folder = places.scratch / "parquet"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    files = []
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = ? order by 1", [schema]
        ).fetchall()
        for (name,) in names:
            path = folder / f"{name}.parquet"
            table = f"{quoted(schema)}.{quoted(name)}"
            connection.execute(
                f"copy (select * from {table}) to {text(str(path))}"
                " (format parquet, compression zstd)"
            )
            flush(path)
            columns = connection.execute(f"describe {table}").fetchall()
            count = connection.execute(f"select count(*) from {table}").fetchall()[0][0]
            files.append(
                {
                    "table": name,
                    "file": f"{version}/{path.name}",
                    "rows": count,
                    "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                    "columns": [{"name": column[0], "type": column[1]} for column in columns],
                }
            )
    target = places.parquet / version
    places.parquet.mkdir(exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    folder.rename(target)
    return {"version": version, "tables": files}


def point_to(places: Places, manifest: dict[str, Any], kept: list[str]) -> None:
    """Publish the files of a manifest by one rename, and remove the versions that are not kept."""
    spare = places.scratch / "manifest.json"
    spare.write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    flush(spare)
    spare.replace(places.parquet / "manifest.json")
    flush(places.parquet)
    for folder in places.parquet.iterdir():
        if folder.is_dir() and folder.name not in {*kept, manifest["version"]}:
            shutil.rmtree(folder)
