"""Versions of a target: `python -m clientele.publish --target demo --rollback`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from clientele.lake import Lake, connect_lake, versions_of
from clientele.lake import roll_back as roll_back_lake
from clientele.publish.errors import PublishError
from clientele.publish.places import Places
from clientele.publish.postgres import load_postgres
from clientele.publish.versions import kept_versions, published_version, roll_back


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="script/publish", allow_abbrev=False)
    parser.add_argument("--target", default="demo")
    parser.add_argument("--dataset", help="of the lake (demo)")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--rollback", nargs="?", const="", metavar="VERSION")
    action.add_argument("--list", action="store_true")
    action.add_argument("--postgres", nargs="?", const="", metavar="SETTINGS")
    parser.add_argument("--schema", default="clientele")
    parser.add_argument("--role", default="clientele_reader")
    asked = parser.parse_args(arguments)
    if asked.dataset and asked.target != "lake":
        parser.error("--dataset is for --target lake: a target has one dataset otherwise")
    places = Places(Path(os.environ.get("CLIENTELE_WAREHOUSE") or "warehouse"), asked.target)
    try:
        if asked.target == "lake":
            return _of_lake(asked)
        if asked.list:
            current = published_version(places.address) if places.address.exists() else None
            for version in kept_versions(places):
                print(version + (" (published)" if version == current else ""))
            return 0
        if asked.postgres is not None:
            if not places.address.is_file():
                raise PublishError(
                    "database-missing",
                    f"{places.address} does not exist: build it with"
                    f" `script/build --target {places.target}`.",
                )
            done = load_postgres(places.address, asked.postgres, asked.schema, asked.role)
            print(
                f"publish: the schema {asked.schema} of PostgreSQL is version {done.version}:"
                f" {done.tables} tables, {done.rows:,} rows, which {asked.role} may read"
            )
            return 0
        version = roll_back(places, asked.rollback or None)
    except PublishError as error:
        print(f"publish: {error}", file=sys.stderr)
        return 1
    print(f"publish: {places.address} is version {version} again")
    return 0


def _of_lake(asked: argparse.Namespace) -> int:
    """List the versions of a dataset in the lake, or publish an earlier one again."""
    lake, dataset = Lake.of_environment(), asked.dataset or "demo"
    if asked.postgres is not None:
        raise PublishError(
            "lake-not-copied",
            "--postgres copies the file of a target, and a lake has none: build the target of the"
            " dataset, such as demo, and copy that.",
        )
    if asked.list:
        with connect_lake(dataset, lake=lake) as connection:
            versions = versions_of(connection, dataset)
        for version in versions:
            is_newest = version == versions[-1]
            print(
                f"{version.build} snapshot {version.snapshot}{' (published)' if is_newest else ''}"
            )
        return 0
    done = roll_back_lake(lake, dataset, asked.rollback or None)
    print(
        f"publish: {dataset} in the lake in {lake} is version {done.build} again (snapshot"
        f" {done.snapshot})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
