"""The published figures of Online Retail, each under the vars that they were computed with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import compiled_analyses, dbt, working_database

from .conftest import RETAIL, build_retail


@pytest.fixture(scope="module")
def beside_peer_a(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the analysis that sets the key figures of a published dashboard beside ours."""
    folder = tmp_path_factory.mktemp("analyses")
    return compiled_analyses(folder, "online_retail", real_data)["peer_a_key_figures"]


@pytest.mark.parametrize("edition", RETAIL)
def test_online_retail(
    edition: str, beside_peer_a: str, real_data: Path, shared_folder: Path
) -> None:
    build = build_retail(shared_folder, real_data, edition)
    assert build.code == 0, build.end()
    results = build.results()
    golden = RETAIL[edition].golden
    assert {name: results.get(name) for name in golden} == dict.fromkeys(golden, "pass")
    if edition in ("tie_safe", "september"):
        return
    rows = build.query(f"select figure, difference, round(ours) from ({beside_peer_a}) as figures")
    if edition == "peer_a":
        assert [figure for figure, difference, _ in rows if abs(difference) >= 1] == []
    else:
        ours = {figure: value for figure, _, value in rows}
        assert ours["revenue"] == 8251124
        assert ours["their revenue"] == 156225
        assert ours["spent by customer 12346, who cancelled all of it"] == 0


def test_a_second_build_passes_every_claim_about_all_lines(
    real_data: Path, shared_folder: Path, tmp_path: Path
) -> None:
    """An increment without changes fills some tables with no rows, and no test may read those."""
    first = build_retail(shared_folder, real_data, "default")
    worked_in = working_database(tmp_path, "online_retail")
    worked_in.parent.mkdir()
    shutil.copyfile(first.database, worked_in)
    lines = ("+int_orders", "+int_quality__findings", "+order_lines", "+rejected_order_lines")
    second = dbt(
        tmp_path,
        *("build", "--select", *lines, "test_type:singular"),
        dataset="online_retail",
        data_dir=real_data,
        without_unit_tests=True,
    )
    assert second.code == 0, second.end()
    assert "Increment: 0 of 25,900 orders are new or changed" in second.output
    golden = RETAIL["default"].golden
    assert {name: second.results().get(name) for name in golden} == dict.fromkeys(golden, "pass")
