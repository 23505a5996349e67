"""Peer B's published figures, to the digit, from the real data: what ours is compared with."""

import os
from pathlib import Path

import numpy as np
import peer_b
import pytest
from sklearn.metrics import silhouette_score

OLIST = Path(os.environ.get("CLIENTELE_DATA_DIR", "data")) / "olist"

pytestmark = pytest.mark.skipif(
    not OLIST.is_dir(), reason="no folder olist in CLIENTELE_DATA_DIR: peer B's data are not here"
)

SILHOUETTES = [0.585, 0.559, 0.530, 0.524, 0.506, 0.507, 0.488, 0.486, 0.491]
CLUSTERS = [
    (25_874, 110.9, 183.6, 4.24),
    (25_171, 363.4, 178.8, 4.07),
    (27_811, 232.6, 172.2, 3.95),
    (17_239, 534.2, 176.5, 4.09),
]
MINMAX = [0.8156, 0.7449, 0.6687, 0.6105, 0.4577]
STANDARD = [0.9079, 0.8440, 0.7766, 0.7446, 0.7046, 0.6693, 0.6361, 0.6174, 0.5981]
STEPS = 21


@pytest.fixture(scope="module")
def customers():
    return peer_b.read_customers(OLIST)


@pytest.fixture(scope="module")
def scaled(customers):
    return peer_b.minmax(customers.rfm)


def test_joins_count_money_more_than_once_and_drop_a_customer(customers):
    assert len(customers.rfm) == 96_095
    assert customers.rfm[:, 2].sum() == pytest.approx(17_083_315, abs=1)


def test_clusters_are_those_published(customers, scaled):
    labels = peer_b.fit_clusters(scaled, 4, seed=42).labels_
    recency, _, spent = customers.rfm.T
    found = [
        (
            int((labels == cluster).sum()),
            *(float(column[labels == cluster].mean()) for column in (recency, spent)),
            float(customers.review[labels == cluster].mean()),
        )
        for cluster in range(4)
    ]
    assert [row[0] for row in found] == [row[0] for row in CLUSTERS]
    for row, published in zip(found, CLUSTERS, strict=True):
        assert row[1:3] == pytest.approx(published[1:3], abs=0.051)
        assert row[3] == pytest.approx(published[3], abs=0.0051)


def test_clusters_with_the_review_score_are_those_published(customers, scaled):
    with_review = np.column_stack([scaled, peer_b.minmax(customers.review[:, None])])
    labels = peer_b.fit_clusters(with_review, 4, seed=42).labels_
    assert np.bincount(labels).tolist() == [34_314, 13_916, 21_825, 26_040]
    found = peer_b.silhouette_by_cells(with_review, labels)
    assert found == pytest.approx(0.491, abs=0.00051)


def test_clusters_with_the_payment_type_are_those_published(customers, scaled):
    with_type = np.column_stack(
        [scaled, peer_b.minmax(customers.review[:, None]), peer_b.one_hot(customers.payment_type)]
    )
    labels = peer_b.fit_clusters(with_type, 4, seed=42).labels_
    assert np.bincount(labels).tolist() == [5_186, 61_399, 19_039, 10_471]
    found = peer_b.silhouette_by_cells(with_type, labels)
    assert found == pytest.approx(0.621, abs=0.00051)
    # The types decide: cards apart from boletos, and cards by the review.
    assert len(np.unique(labels[customers.payment_type == "boleto"])) == 1


def test_silhouettes_over_all_customers_are_those_published(scaled):
    labelings = [peer_b.fit_clusters(scaled, count, seed=42).labels_ for count in range(2, 11)]
    found = peer_b.exact_silhouettes(scaled, labelings)
    assert found == pytest.approx(SILHOUETTES, abs=0.00051)


def test_dbscan_finds_one_cluster_and_hardly_any_noise(scaled):
    for eps, least in ((0.5, 10), (0.2, 15)):
        bounds = peer_b.dbscan_bounds(scaled, eps, least)
        assert [clusters for clusters, _ in bounds] == [1, 1]
        assert max(noise for _, noise in bounds) <= least


def test_the_dendrogram_of_ward_is_cut_into_three(scaled):
    heights = peer_b.ward_heights(scaled)
    # Cut where the next merge would cost the most times what the one before it did.
    assert np.argmax(heights[:-1] / heights[1:]) + 2 == 3


@pytest.mark.parametrize(
    ("scale", "published", "end"),
    [(peer_b.minmax, MINMAX, 0.2569), (peer_b.standard, STANDARD, 0.3437)],
    ids=["minmax", "standard"],
)
def test_ageing_of_the_model_is_as_published(customers, scale, published, end):
    found = peer_b.adjusted_rand_series(customers, scale, STEPS)
    assert found[: len(published)] == pytest.approx(published, abs=0.000051)
    assert found[-1] == pytest.approx(end, abs=0.000051)


def test_silhouettes_from_one_pass_and_from_cells_are_those_of_scikit_learn(scaled):
    sample = scaled[::20]
    labelings = [peer_b.fit_clusters(sample, count, seed=1).labels_ for count in (2, 4)]
    expected = [silhouette_score(sample, labels) for labels in labelings]
    assert peer_b.exact_silhouettes(sample, labelings) == pytest.approx(expected, abs=1e-12)
    found = [peer_b.silhouette_by_cells(sample, labels) for labels in labelings]
    assert found == pytest.approx(expected, abs=5e-4)
