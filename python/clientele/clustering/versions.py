"""What a model was fitted with."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pyarrow as pa

from clientele.clustering.tables import from_rows

LIBRARY_VERSIONS = pa.schema([("library_versions", pa.string())])


def versions() -> pa.Table:
    """Return one row: Python and the libraries whose release can change a fit."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scikit-learn"))
    return from_rows(LIBRARY_VERSIONS, [(f"python {platform.python_version()}, {libraries}",)])
