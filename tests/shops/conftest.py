"""The project, parsed once for all shops of a process."""

from __future__ import annotations

import pytest

from .models import Project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Parse the project, so that its models can run on any shop."""
    return Project(tmp_path_factory.mktemp("project"))
