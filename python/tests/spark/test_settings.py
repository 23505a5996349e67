"""The settings of a session that decide figures, and where it writes."""

from pathlib import Path

from clientele.spark.settings import Settings


def test_casts_that_fail_are_errors_and_timestamps_have_no_zone() -> None:
    options = Settings().options()
    assert options["spark.sql.ansi.enabled"] == "true"
    assert options["spark.sql.timestampType"] == "TIMESTAMP_NTZ"
    assert options["spark.sql.session.timeZone"] == "UTC"


def test_all_that_it_writes_is_in_the_folder_of_the_databases(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path)
    options = settings.options()
    for name in ("spark.sql.warehouse.dir", "spark.local.dir"):
        assert Path(options[name]).is_relative_to(tmp_path)
    assert settings.tables.is_relative_to(tmp_path)
    # A catalog of Hive would leave files in the folder of the caller.
    assert options["spark.sql.catalogImplementation"] == "in-memory"


def test_a_cluster_is_not_told_how_large_it_is() -> None:
    options = Settings("spark://10.0.0.1:7077").options()
    assert "spark.sql.shuffle.partitions" not in options
    assert "spark.driver.host" not in options


def test_what_the_profile_sets_wins() -> None:
    options = Settings(more={"spark.sql.shuffle.partitions": "64"}).options()
    assert options["spark.sql.shuffle.partitions"] == "64"
