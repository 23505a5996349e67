"""`python -m clientele.models export clusters|value`: writes a model as JSON (docs/connect.md)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from clientele.models.export import ModelError, export_cluster_model, export_value_models
from clientele.warehouse import WarehouseError, connect


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a model, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m clientele.models", allow_abbrev=False)
    parser.add_argument("command", choices=["export"])
    parser.add_argument("kind", choices=["clusters", "value"])
    parser.add_argument(
        "--target", default="demo", help="a target that was built, or a .duckdb file"
    )
    parser.add_argument(
        "--model", help="a cluster model of cluster_models (default: the current one)"
    )
    parser.add_argument("--format", choices=["json"], default="json", help="the form of the file")
    parser.add_argument("--into", type=Path, help="the file to write (default: the screen)")
    asked = parser.parse_args(arguments)
    if asked.model and asked.kind == "value":
        parser.error("--model names a cluster model; allowed is it with `export clusters`.")
    try:
        with connect(asked.target) as shop:
            if asked.kind == "clusters":
                document = export_cluster_model(shop, asked.model)
            else:
                document = export_value_models(shop)
    except (WarehouseError, ModelError) as error:
        print(f"models: {error}", file=sys.stderr)
        return 1
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    if asked.into is None:
        print(text, end="")
        return 0
    try:
        asked.into.parent.mkdir(parents=True, exist_ok=True)
        asked.into.write_text(text, encoding="utf-8")
    except OSError as error:
        print(
            f"models: The file {asked.into} cannot be written ({error.strerror}): name another one"
            " with --into.",
            file=sys.stderr,
        )
        return 1
    print(f"models: wrote {asked.into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
