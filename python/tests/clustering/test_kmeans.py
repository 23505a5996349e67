"""K-Means: finds what is there, and finds it again."""

import numpy as np
import pytest
from customers import blobs
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from clientele.clustering.kmeans import count_different_rows, partition

CENTRES = [[0, 0, 0], [3, 0, 0], [0, 3, 0], [0, 0, 3], [3, 3, 3]]


@pytest.mark.parametrize("count", range(2, 6))
def test_blobs_are_found_exactly(count):
    rows, truth = blobs(CENTRES[:count])
    found = partition(rows, count, seed=42)
    assert adjusted_rand_score(truth, found.labels) == 1
    assert found.centres.shape == (count, 3)


def test_centres_are_means_and_inertia_adds_up():
    rows, _ = blobs(CENTRES, spread=1)
    found = partition(rows, 5, seed=1)
    means = [rows[found.labels == cluster].mean(axis=0) for cluster in range(5)]
    assert np.allclose(found.centres, means, atol=1e-3)
    assert np.isclose(found.inertia, ((rows - found.centres[found.labels]) ** 2).sum())


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_the_number_of_threads_changes_nothing(threads):
    rows, _ = blobs(CENTRES, size=1000, spread=2)
    alone = partition(rows, 4, seed=42)
    with threadpool_limits(limits=threads):
        found = partition(rows, 4, seed=42)
    assert found.centres.tobytes() == alone.centres.tobytes()
    assert found.inertia == alone.inertia


@pytest.mark.parametrize(
    ("rows", "clusters"),
    [
        (np.empty((0, 2)), 0),
        (np.array([[1.0, 2.0]]), 1),
        (np.ones((50, 2)), 1),
        (np.repeat([[0.0, 0.0], [1.0, 0.0]], 30, axis=0), 2),
        (np.array([[0.0], [1e-13], [2e-13], [1.0]]), 2),
    ],
)
def test_there_are_no_more_clusters_than_different_rows(rows, clusters):
    found = partition(rows, 4, seed=42)
    assert len(found.centres) == clusters
    assert sorted(set(found.labels.tolist())) == list(range(clusters))


def test_different_rows_are_counted_up_to_enough():
    rows = np.repeat(np.arange(10.0), 1000)[:, None]
    assert count_different_rows(rows, 5) == 5
    assert count_different_rows(rows, 10) == 10
    assert count_different_rows(rows, 11) == 10


def test_no_clusters_at_all_is_refused():
    with pytest.raises(ValueError, match="The number of clusters is 0; it must be 1 or more"):
        partition(np.ones((2, 1)), 0, seed=42)
