"""The fitted models of a published database as documents that any language can score with."""

from __future__ import annotations

from typing import Any

import duckdb

__all__ = ["FORMAT", "Document", "ModelError", "export_cluster_model", "export_value_models"]

FORMAT = 1
"""The version of the documents' form. It rises if a key is removed or changes its meaning."""

Document = dict[str, Any]

CLUSTER_RULE = (
    "scaled = ((ln(1 + max(value, 0)) if transform is log1p, else value) - centre) / scale;"
    " a missing value is fill; the cluster is the one whose centroid has the least Euclidean"
    " distance, and of two equally near clusters the one with the lower cluster_id"
)
VALUE_RULE = (
    "repeat_orders, recency and tenure count from the first order, in time_unit; used models are"
    " Batislam, Denizel and Filiztekin 2007 (mbg_nbd), or nbd, whose customers never leave, and"
    " Fader and Hardie 2013 (gamma_gamma)"
)


class ModelError(Exception):
    """A model cannot be exported. The text is one sentence: what is wrong and what is allowed."""


def export_cluster_model(
    connection: duckdb.DuckDBPyConnection, model_id: str | None = None
) -> Document:
    """Return a cluster model as a document.

    Args:
        connection: A connection to the public tables, such as `clientele.connect` gives.
        model_id: The model of `cluster_models`; the current one if it is None.

    Returns:
        `format`, `kind` (clusters), `model_id`, `as_of_date`, `dataset`, `parameters`, `metrics`
        and `library_versions` as in `cluster_models`; `features`, each with name, transform,
        centre, scale and fill, in their order; `clusters`, each with id, name and its centroid on
        the scale of the model, one number per feature; `rule`, how they give a cluster.

    Raises:
        ModelError: There is no such model.

    """
    models = _rows(connection, "select * from cluster_models order by is_current desc, fitted_at")
    wanted = [
        m for m in models if m["model_id"] == model_id or (model_id is None and m["is_current"])
    ]
    if not wanted:
        known = ", ".join(model["model_id"] for model in models) or "none, as none was fitted"
        raise ModelError(
            f"There is no cluster model {model_id or 'of this build'}; allowed are {known}: name"
            " one of cluster_models with --model."
        )
    model = wanted[0]
    parts = _rows(
        connection,
        "select * from cluster_centroids where model_id = $1 order by cluster_id, feature_order",
        [model["model_id"]],
    )
    first = parts[0]["cluster_id"] if parts else None
    clusters: dict[int, Document] = {}
    for part in parts:
        cluster = clusters.setdefault(
            part["cluster_id"],
            {"cluster_id": part["cluster_id"], "name": part["cluster_name"], "centroid": []},
        )
        cluster["centroid"].append(part["centroid_scaled"])
    return {
        "format": FORMAT,
        "kind": "clusters",
        "model_id": model["model_id"],
        "as_of_date": str(model["as_of_date"]),
        "dataset": model["dataset"],
        "parameters": model["parameters"],
        "metrics": {
            name: model[name]
            for name in ("inertia", "silhouette", "davies_bouldin", "calinski_harabasz")
        },
        "library_versions": model["library_versions"],
        "features": [
            {
                "name": part["feature"],
                **{key: part[key] for key in ("transform", "centre", "scale", "fill")},
            }
            for part in parts
            if part["cluster_id"] == first
        ],
        "clusters": list(clusters.values()),
        "rule": CLUSTER_RULE,
    }


def export_value_models(connection: duckdb.DuckDBPyConnection) -> Document:
    """Return the models of customer value as a document.

    Args:
        connection: A connection to the public tables, such as `clientele.connect` gives.

    Returns:
        `format`, `kind` (value), `as_of_date`, `time_unit` and `library_versions` as in
        `value_models`; `models`, by name, each with `is_used`, `log_likelihood`, `customers`,
        `repeaters` and its `parameters`; `rule`, what the models are.

    Raises:
        ModelError: The build has no models of value.

    """
    rows = _rows(connection, "select * from value_models order by model, parameter")
    if not rows:
        ((reason,),) = connection.execute("select withheld_reason from value_totals").fetchall()
        raise ModelError(
            f"This build has no models of value ({reason or 'no orders'}); allowed is a shop whose"
            " values are not withheld: see withheld_reason of value_totals."
        )
    models: dict[str, Document] = {}
    for row in rows:
        model = models.setdefault(
            row["model"],
            {key: row[key] for key in ("is_used", "log_likelihood", "customers", "repeaters")}
            | {"parameters": {}},
        )
        model["parameters"][row["parameter"]] = row["value"]
    return {
        "format": FORMAT,
        "kind": "value",
        "as_of_date": str(rows[0]["as_of_date"]),
        "time_unit": rows[0]["time_unit"],
        "library_versions": rows[0]["library_versions"],
        "models": models,
        "rule": VALUE_RULE,
    }


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: list[object] | None = None
) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, values or [])
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
