"""Drift: two questions with two answers, and the advice that follows from the first."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from customers import RFM, blobs, online_retail, shuffled, table_of
from threadpoolctl import threadpool_limits

from clientele.clustering.drift import (
    CLUSTER_RETRAINING,
    CLUSTER_STABILITY,
    advise_retraining,
    measure_drift,
)
from clientele.words.clusters import message

START = dt.date(2011, 6, 9)
# weeks: frozen against retrained, old label against new label
REFERENCE = {
    2: (0.888, 0.706),
    6: (0.856, 0.477),
    10: (0.789, 0.413),
    14: (0.860, 0.346),
    18: (0.809, 0.276),
    22: (0.666, 0.231),
    26: (0.661, 0.200),
}
CENTRES = [[5, 5, 5], [25, 5, 5], [5, 25, 5]]


def snapshots(tables):
    """One table of customers as of several weeks, from a table a week."""
    dated = [
        table.append_column(
            "as_of_date", pa.array([START + dt.timedelta(weeks=weeks)] * len(table), pa.date32())
        )
        for weeks, table in tables.items()
    ]
    return pa.concat_tables(dated)


def answers(stability):
    return {
        (row["measure"], row["weeks"]): (row["customers"], row["adjusted_rand_index"])
        for row in stability.to_pylist()
    }


def measured(indices, measure="frozen_vs_retrained"):
    rows = [
        {
            "measure": measure,
            "as_of_date": START + dt.timedelta(weeks=weeks),
            "weeks": weeks,
            "customers": 10,
            "adjusted_rand_index": index,
        }
        for weeks, index in indices.items()
    ]
    return pa.Table.from_pylist(rows, CLUSTER_STABILITY)


# --- Online Retail --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def retail():
    dates = {weeks: START + dt.timedelta(weeks=weeks) for weeks in (0, *REFERENCE)}
    return snapshots({weeks: online_retail(str(date)) for weeks, date in dates.items()})


def test_online_retail_ages_as_the_reference_does(retail):
    stability = measure_drift(retail, RFM, "log_standard", 4, seed=42)
    found = answers(stability)
    for weeks, (frozen, churn) in REFERENCE.items():
        assert found["frozen_vs_retrained", weeks][1] == pytest.approx(frozen, abs=0.05)
        assert found["label_churn", weeks] == (2787, pytest.approx(churn, abs=0.05))
    assert found["frozen_vs_retrained", 26][0] == 4333
    (row,) = advise_retraining(stability).to_pylist()
    assert (row["advice"], row["weeks"], row["threshold"]) == ("retrain", 22, 0.75)


# --- What it tells apart --------------------------------------------------------------------------


def test_nothing_drifts_where_nothing_changes():
    rows, _ = blobs(CENTRES)
    same = snapshots({0: table_of(rows), 2: table_of(rows), 4: table_of(rows)})
    assert answers(measure_drift(same, RFM, "standard", 3, seed=1)) == {
        (measure, weeks): (180, 1.0)
        for measure in ("frozen_vs_retrained", "label_churn")
        for weeks in (2, 4)
    }


def test_customers_who_change_places_churn_while_the_model_stays_right():
    rows, _ = blobs(CENTRES, size=200)
    moved = np.random.default_rng(4).permutation(rows)
    found = answers(
        measure_drift(snapshots({0: table_of(rows), 3: table_of(moved)}), RFM, "standard", 3, 1)
    )
    assert found["frozen_vs_retrained", 3][1] == 1
    assert found["label_churn", 3][1] == pytest.approx(0, abs=0.05)


def test_a_new_group_puts_the_model_out_of_date_while_customers_stay():
    rows, _ = blobs(CENTRES)
    more, _ = blobs([*CENTRES[:1], [5, 5, 400]], size=120)
    ids = [f"c{row:03}" for row in range(180)]
    later = table_of([*rows, *more], ids=[*ids, *[f"new{row}" for row in range(240)]])
    found = answers(
        measure_drift(snapshots({0: table_of(rows), 8: later}), RFM, "standard", 3, seed=1)
    )
    assert found["frozen_vs_retrained", 8][0] == 420
    assert found["frozen_vs_retrained", 8][1] < 0.6
    assert found["label_churn", 8][0] == 180


def test_only_customers_of_the_start_who_are_still_there_can_churn():
    rows, _ = blobs(CENTRES)
    table = table_of(rows)
    found = answers(measure_drift(snapshots({0: table, 1: table[30:]}), RFM, "standard", 3, seed=1))
    assert found["frozen_vs_retrained", 1] == (150, 1)
    assert found["label_churn", 1] == (150, 1)


def test_nobody_left_has_no_index():
    rows, _ = blobs(CENTRES)
    others = table_of(rows, ids=[f"x{row}" for row in range(180)])
    found = answers(
        measure_drift(snapshots({0: table_of(rows), 1: others}), RFM, "standard", 3, seed=1)
    )
    assert found["label_churn", 1] == (0, None)


# --- The same each time ---------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 4])
def test_order_of_rows_and_threads_change_nothing(threads):
    dice = np.random.default_rng(9)
    table = snapshots({weeks: table_of(dice.lognormal(size=(300, 3))) for weeks in (0, 2, 4)})
    first = measure_drift(table, RFM, "log_standard", 4, seed=1, sample=200)
    with threadpool_limits(limits=threads):
        assert first.equals(
            measure_drift(shuffled(table), RFM, "log_standard", 4, seed=1, sample=200)
        )


# --- Little or odd data ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [[[1, 2, 3]], [[1, 2, 3]] * 5, [[np.nan] * 3] * 3, [[1, np.nan, 3], [4, 5, np.nan]]],
    ids=["one", "all alike", "nothing known", "gaps"],
)
def test_little_data_still_gives_the_table(rows):
    found = measure_drift(
        snapshots({0: table_of(rows), 2: table_of(rows)}), RFM, "log_standard", 4, seed=1
    )
    assert found.schema == CLUSTER_STABILITY
    assert found["adjusted_rand_index"].to_pylist() == [1, 1]


@pytest.mark.parametrize("rows", [[], [[1, 2, 3]]], ids=["no date", "one date"])
def test_without_a_later_date_there_is_nothing_to_compare(rows):
    found = measure_drift(snapshots({0: table_of(rows)}), RFM, "log_standard", 4, seed=1)
    assert found.schema == CLUSTER_STABILITY
    assert not found.num_rows
    assert advise_retraining(found)["advice"].to_pylist() == ["wait"]


def test_dates_may_come_as_timestamps_but_not_be_missing():
    rows, _ = blobs(CENTRES)
    table = snapshots({0: table_of(rows), 2: table_of(rows)})
    as_of = table.schema.get_field_index("as_of_date")
    stamped = table.set_column(as_of, "as_of_date", table["as_of_date"].cast(pa.timestamp("us")))
    assert measure_drift(stamped, RFM, "minmax", 3, 1).equals(
        measure_drift(table, RFM, "minmax", 3, 1)
    )
    missing = table.set_column(as_of, "as_of_date", pa.nulls(len(table), pa.date32()))
    with pytest.raises(ValueError, match="360 rows of the snapshots have no as_of_date"):
        measure_drift(missing, RFM, "minmax", 3, 1)
    with pytest.raises(ValueError, match="no column as_of_date"):
        measure_drift(table.drop_columns("as_of_date"), RFM, "minmax", 3, 1)


# --- Advice ---------------------------------------------------------------------------------------


def test_advice_is_the_first_step_under_the_threshold():
    found = advise_retraining(measured({6: 0.7, 2: 0.9, 4: 0.75, 8: 0.8}))
    assert found.schema == CLUSTER_RETRAINING
    assert found.to_pylist() == [
        {
            "advice": "retrain",
            "weeks": 6,
            "threshold": 0.75,
            "message": message(
                "retrain", weeks=6, index=0.7, threshold=0.75, held={"weeks": 4, "index": 0.75}
            ),
        }
    ]


def test_a_model_out_of_date_at_once_has_no_step_before():
    (row,) = advise_retraining(measured({1: 0.3})).to_pylist()
    assert row["weeks"] == 1
    assert row["message"] == message("retrain", weeks=1, index=0.3, threshold=0.75)


def test_a_model_that_holds_is_kept():
    (row,) = advise_retraining(measured({2: 0.9, 4: 0.6}), threshold=0.5).to_pylist()
    assert (row["advice"], row["weeks"], row["threshold"]) == ("keep", None, 0.5)
    assert row["message"] == message("keep", weeks=4, index=0.6, threshold=0.5)


@pytest.mark.parametrize(
    "stability", [measured({}), measured({2: None}), measured({2: 0.1}, "label_churn")]
)
def test_customers_who_churn_are_no_reason_to_retrain(stability):
    (row,) = advise_retraining(stability).to_pylist()
    assert (row["advice"], row["weeks"]) == ("wait", None)
    assert row["message"] == message("wait")


def test_a_threshold_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="from 0 to 1"):
        advise_retraining(measured({}), threshold=75)
