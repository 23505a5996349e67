"""The graph of every target, parsed once."""

from typing import Any

import pytest
import yaml
from project import ROOT, manifest_of


@pytest.fixture(scope="session")
def manifests() -> list[dict[str, Any]]:
    """One manifest per target, as a dataset switches models on and off."""
    profiles = yaml.safe_load((ROOT / "profiles.yml").read_text("utf-8"))
    outputs = profiles["clientele"]["outputs"]
    # The adapter of Spark is in an environment of its own, and Spark has the models of the demo.
    return [manifest_of(target) for target, output in outputs.items() if output["type"] == "duckdb"]
