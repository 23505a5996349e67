"""A machine without Java, or with an old one, gets a sentence that says what to install."""

from pathlib import Path

import pytest

from clientele.spark.errors import SparkError
from clientele.spark.java import check_java


def home(folder: Path, said: str) -> dict[str, str]:
    """Return an environment whose Java says this."""
    java = folder / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
    java.chmod(0o755)
    return {"JAVA_HOME": str(folder)}


def test_java_17_is_enough(tmp_path: Path) -> None:
    check_java(home(tmp_path, 'openjdk version "17.0.15" 2025-04-15'))


@pytest.mark.parametrize("said", ['openjdk version "11.0.2"', 'java version "1.8.0_202"', "?"])
def test_an_old_java_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(SparkError) as refused:
        check_java(home(tmp_path, said))
    assert refused.value.code == "java-too-old"


def test_no_java_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SparkError) as refused:
        check_java({"JAVA_HOME": str(tmp_path)})
    assert refused.value.code == "java-missing"
    assert "apt install" in str(refused.value)
