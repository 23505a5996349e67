"""How far five clusters of Customer Personality can be trusted: docs/peer-c-segments.md."""

import numpy as np
import pyarrow.compute as pc
import pytest
from peer_c import FEATURES, customers, drawn_again, elbow_of, labels, scaled
from sklearn.metrics import adjusted_rand_score

from clientele.clustering.kmeans import partition


@pytest.mark.parametrize(
    ("count", "worst", "median", "spread"), [(4, 0.968, 0.999, 0.00022), (5, 0.632, 0.961, 0.00068)]
)
def test_four_are_found_from_any_start_and_five_are_not(count, worst, median, spread):
    values = scaled(customers())[1]
    ours = partition(values, count, 42).labels
    found = [partition(values, count, seed) for seed in range(20)]
    alike = [adjusted_rand_score(ours, one.labels) for one in found]
    assert min(alike) == pytest.approx(worst, abs=0.002)
    assert np.median(alike) == pytest.approx(median, abs=0.002)
    inertia = [one.inertia for one in found]
    assert max(inertia) / min(inertia) - 1 == pytest.approx(spread, abs=0.00002)


def test_the_elbow_is_at_three_or_four_and_never_at_five():
    values = scaled(customers())[1]
    assert elbow_of(values) == 4
    assert {elbow_of(drawn) for drawn in drawn_again(values, 6)} == {3, 4}


@pytest.mark.parametrize(
    ("treatment", "kept", "of_four", "of_five"),
    [
        ("without copies", 2058, 0.994, 0.633),
        ("without unknown incomes", 2215, 0.995, 0.963),
        ("incomes as received", 2240, 0.959, 0.955),
    ],
)
def test_what_a_treatment_changes(treatment, kept, of_four, of_five):
    everyone = customers()
    table, features = {
        "without copies": (everyone.filter(pc.invert(everyone["is_copy"])), FEATURES),
        "without unknown incomes": (everyone.filter(pc.is_valid(everyone["income"])), FEATURES),
        "incomes as received": (everyone, ["received_income", *FEATURES[1:]]),
    }[treatment]
    assert table.num_rows == kept
    for count, expected in ((4, of_four), (5, of_five)):
        ours, other = labels(everyone, count), labels(table, count, features)
        alike = adjusted_rand_score([ours[one] for one in other], list(other.values()))
        assert alike == pytest.approx(expected, abs=0.002)
