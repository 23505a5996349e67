"""A model that is scored elsewhere, from its file alone, gives what the warehouse gives."""

import numpy as np
from support import Build

import clientele
from clientele.models import export_cluster_model, export_value_models


def test_the_file_of_a_cluster_model_gives_every_customer_the_same_cluster(demo: Build) -> None:
    with clientele.connect(demo.published) as shop:
        model = export_cluster_model(shop)
        names = [feature["name"] for feature in model["features"]]
        columns = ", ".join(f"cast({name} as double)" for name in names)
        rows = shop.execute(
            f"select cluster_id, {columns} from customers inner join customer_clusters"
            " using (customer_id, cluster_id)"
        ).fetchall()

    labels = np.array([row[0] for row in rows])
    values = np.array([row[1:] for row in rows], float)
    scaled = np.empty_like(values)
    for place, feature in enumerate(model["features"]):
        column = np.where(np.isnan(values[:, place]), feature["fill"], values[:, place])
        if feature["transform"] == "log1p":
            column = np.log1p(np.maximum(column, 0))
        scaled[:, place] = (column - feature["centre"]) / feature["scale"]
    centroids = np.array([cluster["centroid"] for cluster in model["clusters"]])
    ids = np.array([cluster["cluster_id"] for cluster in model["clusters"]])
    distances = ((scaled[:, None, :] - centroids[None, :, :]) ** 2).sum(axis=2)
    assert len(labels) > 1000
    assert (ids[distances.argmin(axis=1)] == labels).all()


def test_the_file_of_the_models_of_value_gives_every_customer_the_same_chance(demo: Build) -> None:
    with clientele.connect(demo.published) as shop:
        model = export_value_models(shop)
    assert model["time_unit"] == "weeks" and model["models"]["mbg_nbd"]["is_used"]
    rows = demo.query(
        "select probability_alive, repeat_orders, recency, tenure from customer_value"
        " inner join main_internal.int_value__histories using (customer_id) where is_current"
    )

    r, alpha, a, b = (model["models"]["mbg_nbd"]["parameters"][p] for p in ("r", "alpha", "a", "b"))
    alive, orders, recency, tenure = np.array(rows, float).T
    # The chance of MBG/NBD: leaving after the last order against staying until now.
    odds = a / (b + orders) * ((alpha + tenure) / (alpha + recency)) ** (r + orders)
    np.testing.assert_allclose(1 / (1 + odds), alive, rtol=0, atol=1e-9)
