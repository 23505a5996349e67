"""Whatever a file holds, the reader reads it or says in a sentence what is wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from shops.models import connect
from shops.reading import LINES, read

from .fuzz import fuzzed_file

pytestmark = pytest.mark.whole

FILES = 300
COLUMNS = {
    "customer_id": "customer",
    "order_id": "order",
    "ordered_at": "date",
    "product_id": "sku",
    "product_name": "item",
    "quantity": "qty",
    "unit_price": "price",
}


def outcome(path: Path, folder: Path) -> str:
    """Return the codes of a file's faults, or that it was read to its end."""
    with connect() as connection:
        faults = read(connection, {"custom_source": str(path), "custom_columns": COLUMNS}, folder)
        for fault in faults:
            sentence = fault.sentence()
            assert "Traceback" not in sentence and "\n" not in sentence, sentence
            assert fault.code != "unexpected"
        if faults:
            return " ".join(sorted({fault.code for fault in faults}))
        # The view may fail where the checks did not look.
        connection.execute(f"select count(columns(*)) from custom.main_internal.{LINES}").fetchall()
        return "read"


def test_fuzzed_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes: Counter[str] = Counter()
    raw: list[str] = []
    for seed in range(FILES):
        path = fuzzed_file(seed, tmp_path)
        try:
            outcomes[outcome(path, tmp_path)] += 1
        except Exception as error:
            raw.append(f"{path.name}: {type(error).__name__}: {str(error)[:300]}")
        path.unlink()
    read_well = outcomes.pop("read", 0)
    with capsys.disabled():
        print(
            f"\n{FILES} fuzzed files: {read_well} read, {outcomes.total()} refused with a sentence,"
            f" {len(raw)} raw errors"
        )
    assert raw == []
    # Both must happen, or the files are not what they should be.
    assert read_well > FILES / 10
    assert outcomes.total() > FILES / 10
