"""The graph of every target, parsed once."""

from typing import Any

import pytest
import yaml
from project import ROOT, parse


@pytest.fixture(scope="session")
def manifests(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """One manifest a target: a dataset switches models on and off."""
    profiles = yaml.safe_load((ROOT / "profiles.yml").read_text("utf-8"))
    return [
        parse(target, tmp_path_factory.mktemp(target))
        for target in profiles["clientele"]["outputs"]
    ]
