"""The graph of every target, parsed once."""

from typing import Any

import pytest
import yaml
from project import ROOT, manifest_of


@pytest.fixture(scope="session")
def manifests() -> list[dict[str, Any]]:
    """One manifest per target, as a dataset switches models on and off."""
    profiles = yaml.safe_load((ROOT / "profiles.yml").read_text("utf-8"))
    return [manifest_of(target) for target in profiles["clientele"]["outputs"]]
