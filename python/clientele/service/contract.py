"""The OpenAPI contract. Columns are described as the published version describes them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from clientele.service.problems import MEDIA_TYPE, PROBLEMS
from clientele.service.questions import ask_each, model_features
from clientele.service.versions import Version, Versions
from clientele.service.written import schema_of

NULLABLE_TEXT = {"type": ["string", "null"]}


def answers(schema: str, *problems: int) -> dict[int | str, dict[str, Any]]:
    """Return what an address answers, as FastAPI takes it.

    >>> sorted(answers("customer", 404), key=str)
    [200, 404, 'default']

    """
    content = {"application/json": {"schema": _named(schema)}}
    found: dict[int | str, dict[str, Any]] = {200: {"description": "Answered", "content": content}}
    problem = {"content": {MEDIA_TYPE: {"schema": _named("problem")}}}
    for status in problems:
        titles = [title for code, title in PROBLEMS.values() if code == status]
        found[status] = {"description": ", or: ".join(titles), **problem}
    found["default"] = {"description": "Refused", **problem}
    return found


def write_contract(app: FastAPI, versions: Versions) -> None:
    """Let an application describe itself as the version that it answers from."""
    # The addresses are those of every version. FastAPI takes long to describe them.
    described = get_openapi(title=app.title, version="", routes=app.routes)
    components = described.setdefault("components", {})
    if versions.settings.key:
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        described["security"] = [{"key": []}]

    def contract_of(version: Version) -> dict[str, Any]:
        info = {
            **described["info"],
            "version": str(version.about["version"]),
            "description": f"Scores, clusters, recommendations and key figures of"
            f" {version.about['shop_name']}, as of {version.about['as_of_date']}.",
        }
        schemas = {**components.get("schemas", {}), **_schemas(version)}
        return {**described, "info": info, "components": {**components, "schemas": schemas}}

    def prepare(version: Version) -> None:
        # The first question of each kind would wait for pages of the file.
        ask_each(version.read)
        version.contract = contract_of(version)

    versions.prepare(prepare)
    app.openapi = lambda: versions.current.contract  # type: ignore[method-assign]


def _named(schema: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _schemas(version: Version) -> dict[str, Any]:
    customer = _table(version, "customers")
    scores = _query(version, "select * from score_customer(0, 1, 0)")
    features = ", ".join("null" for _ in model_features(version.read))
    clusters = _query(version, f"select * from predict_cluster({features})")
    value = _query(version, "select * from predict_value(0, 1, 0, 0)")
    basket = _query(version, "select * from recommend_for_basket([''], 1)")
    offers = _table(version, "customer_recommendations")
    return {
        "customer": customer,
        "customers": _object(
            {"customers": {"type": "array", "items": _named("customer")}, "next": NULLABLE_TEXT}
        ),
        "recommendations_for_customer": {"type": "array", "items": offers},
        "recommendations_for_basket": {"type": "array", "items": basket},
        "score": scores,
        "cluster": clusters,
        "value": value,
        "metric": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "value": {}},
            "required": ["name"],
        },
        "health": _object({"status": {"const": "ok"}}),
        "version": _object({name: {} for name in version.about}),
        "addresses": _object(
            {
                "addresses": {"type": "array", "items": {"type": "object"}},
                "metrics": {"type": "array", "items": {"type": "string"}},
                "features": {"type": "array", "items": {"type": "string"}},
            }
        ),
        "problem": {
            "type": "object",
            "description": "Problem details as of RFC 9457.",
            "properties": {
                "type": {"enum": [f"urn:clientele:problem:{code}" for code in PROBLEMS]},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "errors": {
                    "type": "array",
                    "items": _object({"pointer": {"type": "string"}, "detail": {"type": "string"}}),
                },
            },
            "required": ["type", "title", "status", "detail"],
            "additionalProperties": False,
        },
    }


def _table(version: Version, name: str) -> dict[str, Any]:
    """Describe the rows of a published table."""
    rows = version.read(
        "select column_name, data_type, is_nullable, comment from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'main' and table_name = ?"
        " order by column_index",
        [name],
    )
    return _object(
        {
            row["column_name"]: {
                **schema_of(row["data_type"], row["is_nullable"]),
                **({"description": row["comment"]} if row["comment"] else {}),
            }
            for row in rows
        }
    )


def _query(version: Version, sql: str) -> dict[str, Any]:
    """Describe the rows of a query."""
    rows = version.read(f"describe {sql}")
    return _object({row["column_name"]: schema_of(row["column_type"], True) for row in rows})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
