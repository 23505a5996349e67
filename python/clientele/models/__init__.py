"""Models as files: all that is needed to score elsewhere, without a database.

`python -m clientele.models export clusters --target demo` writes the current cluster model as JSON.
"""

from clientele.models.export import (
    FORMAT,
    Document,
    ModelError,
    export_cluster_model,
    export_value_models,
)

__all__ = ["FORMAT", "Document", "ModelError", "export_cluster_model", "export_value_models"]
