"""The sample of financial transactions: reproducible, and with the dirt of a ledger."""

import csv
from collections import Counter
from pathlib import Path

from clientele_demo.transactions import KINDS, main, render

SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "transactions.csv"


def test_the_committed_file_is_what_the_generator_writes(tmp_path, monkeypatch, capsys):
    path = tmp_path / "transactions.csv"
    monkeypatch.setattr("sys.argv", ["transactions", "--into", str(path)])
    main()
    assert path.read_bytes() == SAMPLE.read_bytes()
    assert "4,031 transactions" in capsys.readouterr().out


def test_it_has_refunds_payments_of_nobody_and_twins():
    rows = list(csv.DictReader(render().splitlines()))
    assert sum(float(row["amount"]) < 0 for row in rows) == 6
    assert sum(not row["entity"] for row in rows) == 4
    assert sum(count - 1 for count in Counter(map(str, rows)).values()) == 5
    entities = {row["entity"] for row in rows} - {""}
    assert len(entities) == sum(kind.entities for kind in KINDS) == 340
