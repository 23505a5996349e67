"""The download command, against a server on this machine that misbehaves on demand."""

import errno
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientele.download import (
    DATASETS,
    Content,
    DataFile,
    Dataset,
    DownloadError,
    NetworkError,
    WrongContentError,
    fetch,
    fingerprint,
)
from clientele.download.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
SHOP = DATASETS["online_retail"].files[0]
COLUMNS = SHOP.content.columns
ROWS = [
    ("536365", "85123A", "WHITE HANGING HEART ", 6, datetime(2010, 12, 1, 8, 26), 2.55, "17850"),
    ("C536379", "D", None, -1, datetime(2010, 12, 1, 9, 41), 27.5, None),
    ("550193", "22728", "20713", 1, datetime(2011, 4, 15, 9, 27, 31), 0.001, "13952"),
    ("550193", "22728", "20713", 1, datetime(2011, 4, 15, 9, 27, 31), 0.001, "13952"),
]
ROWS = [(*row, "United Kingdom") for row in ROWS]


# --- the same rows in every format ---------------------------------------------------------------


def as_number(value):
    """Excel keeps what looks like a number as one."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


def write(path, rows):
    """Write rows as a spreadsheet program, a CSV exporter or a Parquet writer would."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(list(COLUMNS))
        for row in rows:
            book.active.append([as_number(value) for value in row])
        book.save(path)
        return path
    table = pa.table(dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True)))
    if path.suffix == ".csv":
        pa.csv.write_csv(table, path)
    else:
        pa.parquet.write_table(table, path)
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_every_format_has_the_same_fingerprint(tmp_path, suffix):
    parquet = fingerprint(write(tmp_path / "shop.parquet", ROWS), COLUMNS)
    assert fingerprint(write(tmp_path / f"shop{suffix}", ROWS), COLUMNS) == parquet


def test_spellings_of_one_value_are_one_value(tmp_path):
    plain = write(tmp_path / "plain.csv", ROWS)
    odd = tmp_path / "odd.csv"
    odd.write_text(
        ",".join(COLUMNS)
        + "\n536365.0,85123A,WHITE HANGING  HEART,6.0,40513.351388888892,2.5499999999999998,"
        + "17850.0,United Kingdom\nC536379,D, ,-1,2010-12-01T09:41:00,27.50,,United Kingdom \n"
        + "550193,22728.0,20713.0,1,2011-04-15 09:27:31,1E-3,13952.0,United Kingdom\n" * 2
    )
    assert fingerprint(odd, COLUMNS) == fingerprint(plain, COLUMNS)


def test_numbers_as_excel_itself_spells_them(tmp_path):
    # Excel writes 17 digits and exponents, which no Python writer does: patch its spelling in.
    book, patched = write(tmp_path / "book.xlsx", ROWS), tmp_path / "patched.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(patched, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                for ours, excels in (
                    (b"<v>2.55</v>", b"<v>2.5499999999999998</v>"),
                    (b"<v>0.001</v>", b"<v>1E-3</v>"),
                    (b"<v>40513.35138888889</v>", b"<v>40513.351388888892</v>"),
                ):
                    assert ours in data
                    data = data.replace(ours, excels)
            new.writestr(name, data)
    assert fingerprint(patched, COLUMNS) == fingerprint(book, COLUMNS)


row_values = st.tuples(
    st.integers(500_000, 599_999).map(str),
    st.sampled_from(["85123A", "22728", "POST", "m", "M"]),
    st.none() | st.sampled_from(["LANTERN", "SET OF 3  DUCKS", "20713", "?", "#1 CÔTE"]),
    st.integers(-80_995, 80_995),
    st.integers(0, 32_000_000).map(lambda s: datetime(2010, 12, 1) + timedelta(seconds=s)),
    st.integers(-1_106_206, 3_897_000).map(lambda cents: cents / 100),
    st.none() | st.integers(12_346, 18_287).map(str),
    st.sampled_from(["France", "EIRE"]),
)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(row_values, min_size=1, max_size=8), data=st.data())
def test_fingerprint_sees_cells_and_not_their_order(tmp_path_factory, rows, data):
    folder = tmp_path_factory.mktemp("rows")
    expected = fingerprint(write(folder / "a.parquet", rows), COLUMNS)
    shuffled = data.draw(st.permutations(rows))
    assert fingerprint(write(folder / "b.csv", shuffled), COLUMNS) == expected
    assert fingerprint(write(folder / "c.xlsx", shuffled), COLUMNS) == expected

    at = data.draw(st.integers(0, len(rows) - 1))
    changed = [*rows[:at], (*rows[at][:3], rows[at][3] + 1, *rows[at][4:]), *rows[at + 1 :]]
    assert fingerprint(write(folder / "d.parquet", changed), COLUMNS) != expected
    assert fingerprint(write(folder / "e.parquet", [*rows, rows[at]]), COLUMNS) != expected


def test_unreadable_cell_does_not_pass_for_a_blank(tmp_path):
    header = ",".join(COLUMNS)
    blank, broken = tmp_path / "blank.csv", tmp_path / "broken.csv"
    blank.write_text(f"{header}\n1,2,x,3,,4,5,EIRE\n")
    broken.write_text(f"{header}\n1,2,x,3,yesterday,4,5,EIRE\n")
    assert fingerprint(blank, COLUMNS) != fingerprint(broken, COLUMNS)


def test_moved_cell_changes_the_fingerprint(tmp_path):
    header = ",".join(COLUMNS)
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text(f"{header}\n1,2,,3,,4,5,EIRE\n")
    other.write_text(f"{header}\n1,,2,3,,4,5,EIRE\n")
    assert fingerprint(one, COLUMNS) != fingerprint(other, COLUMNS)


def test_missing_column_is_named(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("InvoiceNo\n1\n")
    with pytest.raises(WrongContentError, match="StockCode"):
        fingerprint(path, COLUMNS)


def test_unknown_format_is_refused(tmp_path):
    with pytest.raises(WrongContentError, match=r"'a.pdf' is none of .csv, .parquet, .xlsx"):
        fingerprint(tmp_path / "a.pdf", COLUMNS)


@pytest.mark.parametrize(
    ("dataset", "name"),
    [
        ("online_retail", "Online Retail.xlsx"),
        ("online_retail", "online_retail.parquet"),
        ("customer_personality", "marketing_campaign.csv"),
        ("customer_personality", "customer_personality.parquet"),
    ],
)
def test_real_data_are_what_the_entry_says(dataset, name):
    given_folder = os.environ.get("CLIENTELE_DATA_DIR")
    folder = Path(given_folder) if given_folder else ROOT.parent / "shared" / "data"
    if not (folder / name).exists():
        pytest.skip(f"{name} is missing in the data folder (set CLIENTELE_DATA_DIR to it)")
    content = DATASETS[dataset].files[0].content
    assert fingerprint(folder / name, content.columns) == (content.rows, content.fingerprint)


# --- the server ----------------------------------------------------------------------------------


@dataclass
class Behaviour:
    """What the server holds, and how it misbehaves."""

    body: bytes
    ranges: bool = True
    etag: str | None = '"one"'
    tells_length: bool = True
    cut_after: int | None = None
    status: int | None = None
    hangs: bool = False
    requests: list[dict[str, str]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        behaviour = self.server.behaviour
        behaviour.requests.append(dict(self.headers))
        if behaviour.hangs:
            behaviour.released.wait(10)
            return
        if behaviour.status:
            self.send_error(behaviour.status)
            return
        body, start = behaviour.body, 0
        asked = self.headers.get("Range") if behaviour.ranges else None
        if asked and self.headers.get("If-Range", behaviour.etag) == behaviour.etag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(body)}")
                self.end_headers()
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        else:
            self.send_response(200)
        if behaviour.etag:
            self.send_header("ETag", behaviour.etag)
        if behaviour.tells_length:
            self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        end = len(body) if behaviour.cut_after is None else start + behaviour.cut_after
        with suppress(ConnectionError):
            self.wfile.write(body[start:end])


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    # Some weight that does not compress, so that a transfer has many chunks.
    path = write(tmp_path_factory.mktemp("book") / "shop.xlsx", ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/ballast.bin", bytes(os.urandom(400_000)))
    return path


@pytest.fixture
def archive(book):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.write(book, "folder/shop.xlsx")
    return buffer.getvalue()


@pytest.fixture
def server(archive):
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        http_server.daemon_threads = True
        behaviour = Behaviour(archive, url=f"http://127.0.0.1:{http_server.server_port}/shop.zip")
        http_server.behaviour = behaviour
        threading.Thread(target=http_server.serve_forever, args=(0.02,), daemon=True).start()
        yield behaviour
        behaviour.released.set()
        http_server.shutdown()


@pytest.fixture
def shop(book, server):
    return Dataset(
        name="shop",
        title="A Shop",
        licence="CC0",
        page="https://shop.example/data",
        url=server.url,
        download="shop.zip",
        download_bytes=None,
        files=(
            DataFile(
                name="shop.xlsx",
                member="folder/shop.xlsx",
                sha256=hashlib.sha256(book.read_bytes()).hexdigest(),
                content=Content(COLUMNS, *fingerprint(book, COLUMNS)),
            ),
        ),
    )


def held(folder):
    return sorted(path.name for path in folder.iterdir())


def cut(server, shop, folder, after):
    """Let one download break off."""
    server.cut_after = after
    with pytest.raises(NetworkError):
        fetch(shop, folder, stream=io.StringIO())
    server.cut_after = None
    assert held(folder) == ["shop.part", "shop.part.json"]


# --- what goes right -----------------------------------------------------------------------------


def test_whole_download(server, shop, book, tmp_path):
    folder = tmp_path / "new" / "data"
    said = fetch(shop, folder, stream=io.StringIO())
    assert said == f"shop is now in {folder}, and verified: 'shop.xlsx'."
    assert held(folder) == ["shop.xlsx"]
    assert (folder / "shop.xlsx").read_bytes() == book.read_bytes()
    assert len(server.requests) == 1


def test_second_run_does_nothing(server, shop, tmp_path):
    fetch(shop, tmp_path, stream=io.StringIO())
    before = (tmp_path / "shop.xlsx").stat()
    said = fetch(shop, tmp_path, stream=io.StringIO())
    assert said == f"shop is already in {tmp_path}, and verified: nothing to do."
    assert (tmp_path / "shop.xlsx").stat().st_mtime_ns == before.st_mtime_ns
    assert len(server.requests) == 1


def test_force_fetches_again(server, shop, tmp_path):
    fetch(shop, tmp_path, stream=io.StringIO())
    fetch(shop, tmp_path, force=True, stream=io.StringIO())
    assert len(server.requests) == 2
    assert held(tmp_path) == ["shop.xlsx"]


def test_another_address_of_the_same_download(server, shop, tmp_path):
    fetch(replace(shop, url=None), tmp_path, url=server.url, stream=io.StringIO())
    assert held(tmp_path) == ["shop.xlsx"]


def test_workbook_saved_again_is_accepted_for_its_cells(server, shop, tmp_path):
    write(tmp_path / "shop.xlsx", ROWS[::-1])
    assert "nothing to do" in fetch(shop, tmp_path, stream=io.StringIO())
    assert server.requests == []


def test_file_that_is_not_in_an_archive(server, shop, book, tmp_path):
    server.body = book.read_bytes()
    plain = replace(shop, files=(replace(shop.files[0], member=None),))
    fetch(plain, tmp_path, stream=io.StringIO())
    assert (tmp_path / "shop.xlsx").read_bytes() == book.read_bytes()


def test_only_missing_files_are_put_in_place(server, shop, tmp_path):
    second = replace(shop.files[0], name="copy.xlsx")
    fetch(shop, tmp_path, stream=io.StringIO())
    before = (tmp_path / "shop.xlsx").stat().st_mtime_ns
    both = replace(shop, files=(shop.files[0], second))
    assert fetch(both, tmp_path, stream=io.StringIO()).endswith("verified: 'copy.xlsx'.")
    assert held(tmp_path) == ["copy.xlsx", "shop.xlsx"]
    assert (tmp_path / "shop.xlsx").stat().st_mtime_ns == before


# --- resuming ------------------------------------------------------------------------------------


def test_resume_after_a_cut(server, shop, archive, tmp_path):
    cut(server, shop, tmp_path, after=150_000)
    assert (tmp_path / "shop.part").read_bytes() == archive[:150_000]
    fetch(shop, tmp_path, stream=io.StringIO())
    assert server.requests[1]["Range"] == "bytes=150000-"
    assert server.requests[1]["If-Range"] == '"one"'
    assert held(tmp_path) == ["shop.xlsx"]


def test_resume_without_a_validator(server, shop, tmp_path):
    server.etag = None
    cut(server, shop, tmp_path, after=150_000)
    fetch(shop, tmp_path, stream=io.StringIO())
    assert server.requests[1]["Range"] == "bytes=150000-"
    assert "If-Range" not in server.requests[1]
    assert held(tmp_path) == ["shop.xlsx"]


def test_weak_etag_is_no_validator(server, shop, tmp_path):
    server.etag = 'W/"one"'
    cut(server, shop, tmp_path, after=150_000)
    fetch(shop, tmp_path, stream=io.StringIO())
    assert "If-Range" not in server.requests[1]
    assert held(tmp_path) == ["shop.xlsx"]


def test_server_without_range_starts_over(server, shop, tmp_path):
    server.ranges = False
    cut(server, shop, tmp_path, after=150_000)
    fetch(shop, tmp_path, stream=io.StringIO())
    assert held(tmp_path) == ["shop.xlsx"]


def test_file_that_changed_on_the_server_starts_over(server, shop, archive, tmp_path):
    server.body, server.etag = archive[::-1], '"older"'
    cut(server, shop, tmp_path, after=150_000)
    server.body, server.etag = archive, '"one"'
    fetch(shop, tmp_path, stream=io.StringIO())
    assert len(server.requests) == 2
    assert held(tmp_path) == ["shop.xlsx"]


def test_file_of_another_size_starts_over(server, shop, archive, tmp_path):
    server.body, server.etag = archive[::-1] + b"more", None
    cut(server, shop, tmp_path, after=150_000)
    server.body = archive
    fetch(shop, tmp_path, stream=io.StringIO())
    assert len(server.requests) == 3
    assert held(tmp_path) == ["shop.xlsx"]


def test_parts_that_do_not_fit_start_over_once(server, shop, archive, tmp_path):
    # Same size, no validator: only the checksum can tell that the file changed.
    server.body, server.etag = archive[::-1], None
    cut(server, shop, tmp_path, after=150_000)
    server.body = archive
    stream = io.StringIO()
    fetch(shop, tmp_path, stream=stream)
    assert "the parts do not fit together, starting over" in stream.getvalue()
    assert held(tmp_path) == ["shop.xlsx"]


@pytest.mark.parametrize("surplus", [b"", b"more than there is"])
def test_part_that_is_complete_or_too_long(server, shop, archive, tmp_path, surplus):
    cut(server, shop, tmp_path, after=150_000)
    (tmp_path / "shop.part").write_bytes(archive + surplus)
    fetch(shop, tmp_path, stream=io.StringIO())
    assert len(server.requests) == (3 if surplus else 2)
    assert held(tmp_path) == ["shop.xlsx"]


@pytest.mark.parametrize("notes", [None, "no json", "{}", "url"])
def test_part_of_unknown_origin_is_not_continued(server, shop, tmp_path, notes):
    cut(server, shop, tmp_path, after=150_000)
    path = tmp_path / "shop.part.json"
    if notes is None:
        path.unlink()
    elif notes == "url":
        path.write_text(json.dumps(json.loads(path.read_text()) | {"url": "http://other"}))
    else:
        path.write_text(notes)
    fetch(shop, tmp_path, stream=io.StringIO())
    assert "Range" not in server.requests[1]
    assert held(tmp_path) == ["shop.xlsx"]


# --- progress ------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_plain_progress_is_lines(server, shop, archive, tmp_path):
    stream = io.StringIO()
    fetch(shop, tmp_path, stream=stream)
    first, *lines = stream.getvalue().splitlines()
    assert first == f"shop: A Shop (CC0) from {server.url}"
    assert lines[-1] == f"shop: {len(archive):,} of {len(archive):,} bytes (100%)"
    assert 3 <= len(lines) <= 11
    assert "\r" not in stream.getvalue()


def test_terminal_progress_rewrites_one_line(server, shop, archive, tmp_path):
    stream = Terminal()
    fetch(shop, tmp_path, stream=stream)
    _, line, end = stream.getvalue().split("\n")
    assert line.startswith("\rshop: ")
    assert line.endswith(f"\rshop: {len(archive):,} of {len(archive):,} bytes (100%)")
    assert end == ""


def test_progress_goes_on_from_what_is_there(server, shop, tmp_path):
    cut(server, shop, tmp_path, after=350_000)
    stream = io.StringIO()
    fetch(shop, tmp_path, stream=stream)
    shares = [line.split("(")[1] for line in stream.getvalue().splitlines()[1:]]
    assert shares[-1] == "100%)"
    assert all(int(share.rstrip("%)")) > 80 for share in shares)


@pytest.mark.parametrize("usual", [None, 1_000_000])
def test_progress_where_the_server_does_not_tell_the_size(server, shop, archive, tmp_path, usual):
    server.tells_length = False
    stream = io.StringIO()
    fetch(replace(shop, download_bytes=usual), tmp_path, stream=stream)
    share = f" of {usual:,} bytes ({len(archive) / usual:.0%})" if usual else " bytes"
    assert stream.getvalue().endswith(f"shop: {len(archive):,}{share}\n")


# --- what goes wrong -----------------------------------------------------------------------------

BY_HAND = (
    "by hand: open https://shop.example/data in a browser, download shop.zip, "
    "and put 'shop.xlsx' from it into {folder}."
)


def failure(shop, folder, **options):
    """Return the sentence of a download that must fail, having checked that it is one."""
    with pytest.raises(DownloadError) as caught:
        fetch(shop, folder, stream=io.StringIO(), **options)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_wrong_checksum_removes_the_file_and_says_so(server, shop, tmp_path):
    other = Content(COLUMNS, 5, "0" * 32)
    wrong = replace(shop, files=(replace(shop.files[0], sha256="0" * 64, content=other),))
    sentence = failure(wrong, tmp_path)
    assert f"what came from {server.url} was removed" in sentence
    assert f"its SHA-256 is {shop.files[0].sha256}, not {'0' * 64}" in sentence
    assert "its 4 rows have the fingerprint" in sentence
    assert sentence.endswith(f"run this again, or {BY_HAND.format(folder=tmp_path)}")
    assert held(tmp_path) == []


def test_wrong_checksum_without_content_is_enough(shop, tmp_path):
    wrong = replace(shop, files=(replace(shop.files[0], sha256="0" * 64, content=None),))
    assert "its SHA-256 is" in failure(wrong, tmp_path)
    assert held(tmp_path) == []


def test_failed_force_keeps_the_earlier_file(server, shop, book, tmp_path):
    fetch(shop, tmp_path, stream=io.StringIO())
    server.body = b"<html>please log in</html>"
    assert "it is not a sound zip archive" in failure(shop, tmp_path, force=True)
    assert held(tmp_path) == ["shop.xlsx"]
    assert (tmp_path / "shop.xlsx").read_bytes() == book.read_bytes()


def test_damaged_archive(server, shop, archive, tmp_path):
    server.body = archive[:200_000] + b"damage" + archive[200_006:]
    assert "it is not a sound zip archive" in failure(shop, tmp_path)
    assert held(tmp_path) == []


def test_archive_without_the_file(shop, tmp_path):
    other = replace(shop, files=(replace(shop.files[0], member="shop.csv"),))
    assert "the archive holds 'folder/shop.xlsx' but no 'shop.csv'" in failure(other, tmp_path)
    assert held(tmp_path) == []


def test_other_file_of_that_name_is_never_overwritten_unasked(server, shop, tmp_path):
    (tmp_path / "shop.xlsx").write_text("mine")
    sentence = failure(shop, tmp_path)
    assert sentence.startswith(f"{tmp_path / 'shop.xlsx'} is not the published file")
    assert sentence.endswith("move it away, or replace it with --force.")
    assert (tmp_path / "shop.xlsx").read_text() == "mine"
    assert server.requests == []


def test_no_network(shop, server, tmp_path):
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as closed:
        url = f"http://127.0.0.1:{closed.server_port}/shop.zip"
    sentence = failure(shop, tmp_path, url=url)
    assert sentence.startswith(f"{url} cannot be reached (Connection refused)")
    assert sentence.endswith(BY_HAND.format(folder=tmp_path))
    assert held(tmp_path) == []


def test_refusal_by_the_server(server, shop, tmp_path):
    server.status = 403
    sentence = failure(shop, tmp_path)
    assert sentence.startswith(f"{server.url} answers 403 Forbidden: run this again later, or by")
    assert held(tmp_path) == []


def test_silence(server, shop, tmp_path):
    server.hangs = True
    sentence = failure(shop, tmp_path, timeout=0.1)
    assert "nothing came for 0.1 seconds" in sentence
    assert sentence.endswith(BY_HAND.format(folder=tmp_path))


def test_cut_says_how_to_go_on(server, shop, archive, tmp_path):
    server.cut_after = 150_000
    sentence = failure(shop, tmp_path)
    assert f"was cut off after 150,000 of {len(archive):,} bytes: run this again to go" in sentence


def test_log_in_needed(shop, tmp_path):
    sentence = failure(replace(shop, url=None), tmp_path / "data")
    assert sentence == f"A Shop needs a log-in: {BY_HAND.format(folder=tmp_path / 'data')}"
    assert held(tmp_path) == []


@pytest.mark.parametrize("url", ["ftp://shop.example/a.zip", "file:///etc/hosts", "http://[x"])
def test_address_that_cannot_be_fetched(shop, tmp_path, url):
    assert f"{url!r} " in failure(shop, tmp_path, url=url)


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        (errno.ENOSPC, "free some space, or choose another folder with --data-dir"),
        (errno.EACCES, "allow writing there, or choose another folder with --data-dir"),
    ],
)
def test_disk_full_or_no_permission_while_writing(shop, tmp_path, monkeypatch, code, mend):
    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(code, os.strerror(code))

    real = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, mode="r", **kw: Full() if mode == "ab" else real(path, mode, **kw),
    )
    sentence = failure(shop, tmp_path)
    assert sentence.startswith(f"cannot write into {tmp_path} ({os.strerror(code)}): {mend}")
    assert "shop.xlsx" not in held(tmp_path)


def test_disk_full_while_unpacking(shop, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    assert "free some space" in failure(shop, tmp_path)
    # The download itself is sound and stays, so that the next run need not fetch it again.
    assert held(tmp_path) == ["shop.part", "shop.part.json"]


def test_data_folder_that_is_a_file(shop, tmp_path):
    (tmp_path / "data").write_text("")
    assert f"cannot write into {tmp_path / 'data'} (" in failure(shop, tmp_path / "data")


def test_excel_extension_is_missing(shop, tmp_path, monkeypatch):
    write(tmp_path / "shop.xlsx", ROWS)
    connect = duckdb.connect

    def without_extensions():
        return connect(config={"extension_directory": str(tmp_path / "none")})

    monkeypatch.setattr(duckdb, "connect", without_extensions)
    monkeypatch.setitem(sys.modules, "duckdb_extensions", None)
    assert "install the Python package duckdb-extension-excel" in failure(shop, tmp_path)


def test_an_entry_that_nothing_could_verify_is_refused():
    with pytest.raises(ValueError, match="needs a sha256, a content, or both"):
        DataFile(name="a.csv", member=None, sha256=None, content=None)


# --- the command line ----------------------------------------------------------------------------


def test_command_fetches_into_the_folder_of_the_environment(
    server, shop, tmp_path, monkeypatch, capsys
):
    monkeypatch.setitem(DATASETS, "shop", shop)
    monkeypatch.setenv("CLIENTELE_DATA_DIR", str(tmp_path))
    assert main(["shop"]) == 0
    out, err = capsys.readouterr()
    assert out == f"shop is now in {tmp_path}, and verified: 'shop.xlsx'.\n"
    assert err.startswith("shop: A Shop")


def test_command_falls_back_to_data_below_the_current_folder(
    server, shop, tmp_path, monkeypatch, capsys
):
    monkeypatch.setitem(DATASETS, "shop", shop)
    monkeypatch.delenv("CLIENTELE_DATA_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["shop"]) == 0
    assert held(tmp_path / "data") == ["shop.xlsx"]


def test_command_says_one_sentence_without_traceback(server, tmp_path):
    server.status = 404
    command = [sys.executable, "-m", "clientele.download", "online_retail", "--url", server.url]
    done = subprocess.run(
        [*command, "--data-dir", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    _, sentence = done.stderr.splitlines()
    assert sentence == (
        f"clientele.download: {server.url} answers 404 Not Found: run this again later, or by "
        "hand: open https://archive.ics.uci.edu/dataset/352/online+retail in a browser, download "
        f"online+retail.zip, and put 'Online Retail.xlsx' from it into {tmp_path}."
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["nope"], f"unknown dataset 'nope': allowed are {', '.join(DATASETS)}"),
        ([], "the following arguments are required: dataset"),
        (["online_retail", "--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_usage_errors_are_one_sentence(capsys, words, complaint):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert capsys.readouterr().err == f"clientele.download: {complaint}; see --help.\n"


def test_stopping_by_hand(shop, monkeypatch, capsys):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("clientele.download.__main__.fetch", stop)
    assert main(["online_retail"]) == 1
    assert "run this again to go on" in capsys.readouterr().err
