"""Any bytes are a table or a fault: nothing else comes out of the reader."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import opened

# Bytes that mean something to a reader of CSV files.
PIECES = st.sampled_from(
    [
        b",",
        b";",
        b"\t",
        b'"',
        b'""',
        b"\n",
        b"\r\n",
        b"\r",
        b" ",
        b"a",
        b"17",
        b"\xc3\xa9",
        b"sep=;",
    ]
)
TEXT = st.lists(st.one_of(PIECES, PIECES, PIECES, st.binary(max_size=2)), max_size=40).map(b"".join)


@given(TEXT)
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_whole_or_refused(content):
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.csv").write_bytes(content)
        source = opened(Path(folder), "a.csv")
        assert len(source.tables) + len(source.codes) == 1
        if source.tables and not source.broken():
            lines = [row[-1] for row in source.rows("line")]
            assert lines == sorted(set(lines))


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx", "a.zip", "a.csv.gz"])
@given(
    st.sampled_from(
        [b"", b"PAR1", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"\xd0\xcf\x11\xe0", b"<?xml"]
    ),
    st.binary(max_size=60),
    st.sampled_from([b"", b"PAR1", b"PK\x05\x06" + bytes(18)]),
)
@settings(deadline=None, max_examples=30)
def test_any_bytes_are_refused(name, start, middle, end):
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(start + middle + end)
        source = opened(Path(folder), name)
        assert len(source.tables) + len(source.codes) == 1
