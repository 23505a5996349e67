"""Lets the tests of the reader use the servers of the end-to-end tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3] / "tests"))
