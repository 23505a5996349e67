"""An exported model holds all that scores a customer, and a model that is not there is an error."""

import json
from pathlib import Path

import duckdb
import pytest

from clientele.models import ModelError, export_cluster_model, export_value_models
from clientele.models.__main__ import main


@pytest.fixture
def shop() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("""
        create table cluster_models as from (values
            ('old', timestamp '2024-01-01', date '2024-01-01', 'demo', 'frequency', 'seed 1', 2,
             1e0, 5e-1, 6e-1, 7e0, 'python 3', false),
            ('new', timestamp '2024-02-01', date '2024-02-01', 'demo', 'frequency', 'seed 1', 2,
             1e0, 5e-1, 6e-1, 7e0, 'python 3', true)
        ) as models (model_id, fitted_at, as_of_date, dataset, features, parameters, cluster_count,
            inertia, silhouette, davies_bouldin, calinski_harabasz, library_versions, is_current);
        create table cluster_centroids as from (values
            ('new', 2, 'Rare', 'monetary', 2, null, 5e0, 2e0, 4e0, -2e0),
            ('new', 2, 'Rare', 'frequency', 1, 'log1p', 1e0, 5e-1, 1e0, -1e0),
            ('new', 1, 'Often', 'frequency', 1, 'log1p', 1e0, 5e-1, 1e0, 1e0),
            ('new', 1, 'Often', 'monetary', 2, null, 5e0, 2e0, 4e0, 2e0)
        ) as centroids (model_id, cluster_id, cluster_name, feature, feature_order, transform,
            centre, scale, fill, centroid_scaled);
        create table value_models as from (values
            ('nbd', 'r', 15e-1, date '2024-02-01', 'weeks', -3e0, 9, 4, 'python 3', false),
            ('nbd', 'alpha', 25e-1, date '2024-02-01', 'weeks', -3e0, 9, 4, 'python 3', false)
        ) as models (model, parameter, value, as_of_date, time_unit, log_likelihood, customers,
            repeaters, library_versions, is_used);
        create table value_totals as select 'too_few_customers' as withheld_reason;
    """)
    return connection


def test_a_cluster_model_has_its_features_in_order_and_a_number_per_feature(
    shop: duckdb.DuckDBPyConnection,
) -> None:
    document = export_cluster_model(shop)

    assert document["model_id"] == "new"
    assert [feature["name"] for feature in document["features"]] == ["frequency", "monetary"]
    assert document["features"][0] == {
        "name": "frequency",
        "transform": "log1p",
        "centre": 1.0,
        "scale": 0.5,
        "fill": 1.0,
    }
    assert document["clusters"] == [
        {"cluster_id": 1, "name": "Often", "centroid": [1.0, 2.0]},
        {"cluster_id": 2, "name": "Rare", "centroid": [-1.0, -2.0]},
    ]
    assert json.loads(json.dumps(document)) == document


def test_another_model_is_named_and_an_unknown_one_is_refused(
    shop: duckdb.DuckDBPyConnection,
) -> None:
    assert export_cluster_model(shop, "old")["as_of_date"] == "2024-01-01"
    with pytest.raises(ModelError, match="old"):
        export_cluster_model(shop, "older")


def test_the_models_of_value_have_their_parameters(shop: duckdb.DuckDBPyConnection) -> None:
    document = export_value_models(shop)

    assert document["models"]["nbd"]["parameters"] == {"alpha": 2.5, "r": 1.5}
    assert document["time_unit"] == "weeks"


def test_without_models_of_value_the_reason_is_named(shop: duckdb.DuckDBPyConnection) -> None:
    shop.execute("delete from value_models")
    with pytest.raises(ModelError, match="too_few_customers"):
        export_value_models(shop)


def test_the_command_writes_a_file_and_refuses_what_it_cannot_find(
    shop: duckdb.DuckDBPyConnection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, into = tmp_path / "shop.duckdb", tmp_path / "models" / "clusters.json"
    shop.execute(f"attach '{database}' as copy; copy from database memory to copy; detach copy")

    asked = ["export", "clusters", "--format", "json", "--target", str(database)]
    assert main([*asked, "--into", str(into)]) == 0
    assert json.loads(into.read_text("utf-8"))["model_id"] == "new"
    assert main(["export", "clusters", "--target", str(database), "--model", "older"]) == 1
    assert main(["export", "value", "--target", str(tmp_path / "none.duckdb")]) == 1
    assert main(["export", "value", "--target", str(database), "--into", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 3
