"""Java, which Spark runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from clientele.spark.errors import SparkError

__all__ = ["check_java", "java_release"]

# What Spark 4 runs on.
OLDEST = 17


def java_release(text: str) -> int | None:
    """Return the release that `java -version` names, or None if it names none.

    >>> java_release('openjdk version "17.0.15" 2025-04-15'), java_release('"1.8.0_202"')
    (17, 8)
    >>> java_release("not found") is None
    True

    """
    found = re.search(r'"(?:1\.)?(\d+)', text)
    return int(found[1]) if found else None


def check_java(environment: Mapping[str, str] = os.environ) -> None:
    """See that Spark finds a Java that it runs on.

    Raises:
        SparkError: There is no Java, or it is too old.

    """
    home = environment.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java") or ""
    where = f"the folder of JAVA_HOME, {home}" if home else "PATH"
    install = (
        f"install Java {OLDEST} (on Debian and Ubuntu `apt install openjdk-17-jre-headless`, on a"
        " Mac `brew install openjdk@17`), or set JAVA_HOME to its folder."
    )
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    except OSError:
        raise SparkError(
            "java-missing",
            f"Spark runs on Java {OLDEST} or newer, and {where} has none: {install}",
        ) from None
    release = java_release(said)
    if release is None or release < OLDEST:
        found = f"Java {release}" if release else "one that does not name its release"
        raise SparkError(
            "java-too-old",
            f"Spark runs on Java {OLDEST} or newer, and {where} has {found}: {install}",
        )
