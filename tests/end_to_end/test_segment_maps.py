"""A segment map that is not complete is refused, and the message names the cell or rule."""

from __future__ import annotations

import shutil

import pytest
from support import PROJECT, Build, dbt

HEADER = "match_order,segment_id,r_from,r_to,f_from,f_to,m_from,m_to"
ALL = "1,all,1,2,1,2,1,2"

# Maps for two scores, hence eight cells, and what is wrong with them.
MAPS: dict[str, tuple[list[str], list[str]]] = {
    "complete": (["1,recent,2,2,1,2,1,2", "2,rest,1,2,1,2,1,2"], []),
    "gap": (
        ["1,recent,2,2,1,2,1,2", "1,past,1,1,1,1,1,2"],
        ["cell 121 has no segment", "cell 122 has no segment"],
    ),
    "overlap": (
        [ALL, "1,best,2,2,2,2,1,2"],
        ["cell 221 has 2 rules of match_order 1", "cell 222 has 2 rules of match_order 1"],
    ),
    "unreachable": ([ALL, "2,best,2,2,2,2,2,2"], ["segment best is reached by no cell"]),
    "idle": (
        [ALL, "2,all,2,2,2,2,2,2"],
        ["the rule 2 of all decides no cell, since earlier ones take all of its cells"],
    ),
    "blank": (
        [ALL, "1,typo,1,2,,2,1,2"],
        [
            "segment typo is reached by no cell",
            "the rule of typo has a bound that is blank, reversed or outside 1 to 2",
        ],
    ),
    "reversed": (
        [ALL, "1,typo,2,1,1,2,1,2"],
        [
            "segment typo is reached by no cell",
            "the rule of typo has a bound that is blank, reversed or outside 1 to 2",
        ],
    ),
    "outside": (
        ["1,all,1,3,1,2,1,2"],
        ["the rule of all has a bound that is blank, reversed or outside 1 to 2"],
    ),
}

PROJECT_FILE = """
name: clientele
profile: clientele
config-version: 2
on-run-end: "{{ clientele.explain_failures(results) }}"
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a project that has the maps as seeds, and of ours just what tests them."""
    project = tmp_path_factory.mktemp("maps")
    (project / "dbt_project.yml").write_text(PROJECT_FILE)
    shutil.copy(PROJECT / "profiles.yml", project)
    for name in (
        "macros/cross_database/series.sql",
        "macros/configuration/explain_failures.sql",
        "tests/generic/is_partition_of_cells.sql",
    ):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, project / name)

    (project / "seeds").mkdir()
    described = ["seeds:"]
    for name, (rules, _) in MAPS.items():
        (project / f"seeds/{name}.csv").write_text("\n".join([HEADER, *rules]) + "\n")
        described.append(
            f"  - {{name: {name}, data_tests: [{{is_partition_of_cells:"
            f" {{name: partition_{name}, arguments: {{scores: 2}}}}}}]}}"
        )
    (project / "seeds/seeds.yml").write_text("\n".join(described) + "\n")
    return dbt(tmp_path_factory.mktemp("warehouse"), "build", "--store-failures", project=project)


@pytest.mark.parametrize("name", MAPS)
def test_a_map_passes_only_if_it_is_complete(build: Build, name: str) -> None:
    expected = MAPS[name][1]
    found = build.query(
        f"select problem from main_dbt_test__audit.partition_{name} order by problem"
    )
    assert [problem for (problem,) in found] == expected
    assert build.results()[f"partition_{name}"] == ("fail" if expected else "pass")


@pytest.mark.parametrize("problem", sorted({line for _, lines in MAPS.values() for line in lines}))
def test_what_is_wrong_with_a_map_is_printed(build: Build, problem: str) -> None:
    assert f"  - {problem}" in build.output
