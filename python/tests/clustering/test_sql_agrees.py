"""The table of centroids is all that SQL needs: the same labels on every row."""

import numpy as np
import pytest
from customers import RFM, assign_clusters, online_retail, query, table_of

from clientele.clustering.clusters import fit_clusters

NEAREST = """
    with customer_features as (
        unpivot features on {columns} into name feature value amount
    ),

    every_feature as (
        select features.customer_id, centroids.*, customer_features.amount
        from features
        cross join centroids
        left join customer_features
            on features.customer_id = customer_features.customer_id
            and centroids.feature = customer_features.feature
    ),

    scaled as (
        select
            customer_id,
            cluster_id,
            feature_order,
            centroid_scaled,
            (
                case transform
                    when 'log1p' then ln(1 + greatest(coalesce(amount, fill), 0))
                    else coalesce(amount, fill)
                end - centre
            ) / scale as value_scaled
        from every_feature
    ),

    distances as (
        select
            customer_id,
            cluster_id,
            sum(power(value_scaled - centroid_scaled, 2) order by feature_order) as squared
        from scaled
        group by customer_id, cluster_id
    )

    select
        customer_id,
        arg_min(cluster_id, (squared, cluster_id)) as cluster_id,
        sqrt(min(squared)) as distance_to_centroid
    from distances
    group by customer_id
    order by customer_id
"""


def in_sql(features, centroids, columns):
    nearest = NEAREST.format(columns=", ".join(columns))
    return query(nearest, features=features, centroids=centroids)


def check(features, columns, scaler, count):
    centroids = fit_clusters(features, columns, scaler, count, 42)
    ours, sql = assign_clusters(features, centroids), in_sql(features, centroids, columns)
    assert sql["customer_id"].to_pylist() == ours["customer_id"].to_pylist()
    assert sql["cluster_id"].to_pylist() == ours["cluster_id"].to_pylist()
    assert np.allclose(sql["distance_to_centroid"], ours["distance_to_centroid"], atol=1e-9)
    return ours


@pytest.mark.parametrize("count", [2, 4, 8])
@pytest.mark.parametrize("scaler", ["log_standard", "standard", "minmax"])
def test_sql_gives_every_online_retail_customer_the_same_cluster(scaler, count):
    assert check(online_retail(), RFM, scaler, count).num_rows == 4338


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("scaler", ["log_standard", "standard", "minmax"])
def test_sql_gives_customers_made_up_at_random_the_same_cluster(scaler, seed):
    dice = np.random.default_rng(seed)
    columns = ["spend", "orders", "balance", "gaps", "same"]
    values = np.column_stack(
        [
            dice.lognormal(5, 2, 2000),
            dice.poisson(3, 2000),
            dice.normal(0, 1000, 2000),
            np.where(dice.random(2000) < 0.2, np.nan, dice.gamma(2, 5, 2000)),
            np.full(2000, 4.0),
        ]
    )
    check(table_of(values, columns), columns, scaler, 5)


def test_sql_scores_customers_that_the_fit_did_not_see():
    known = table_of(np.random.default_rng(1).gamma(2, 50, size=(500, 3)))
    centroids = fit_clusters(known, RFM, "log_standard", 4, 42)
    later = np.random.default_rng(2).normal(50, 80, size=(500, 3))
    later[::7, 1] = np.nan
    features = table_of(later)
    ours, sql = assign_clusters(features, centroids), in_sql(features, centroids, RFM)
    assert sql["cluster_id"].to_pylist() == ours["cluster_id"].to_pylist()
