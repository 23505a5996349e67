"""What a model was fitted with."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pyarrow as pa

from clientele.clustering.tables import build_table

LIBRARY_VERSIONS = pa.schema([("library_versions", pa.string())])


def list_versions() -> pa.Table:
    """Return one row: Python and the libraries whose release can change a fit.

    >>> list_versions()["library_versions"].to_pylist()
    ['python 3..., numpy ..., scikit-learn ...']

    """
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scikit-learn"))
    return build_table(LIBRARY_VERSIONS, [(f"python {platform.python_version()}, {libraries}",)])
