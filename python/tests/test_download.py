"""The download command, against a server on this machine."""

import errno
import hashlib
import io
import os
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest

from clientele import download
from clientele.download import DATASETS, Dataset, is_published, main

BOOK = b"the published workbook"
SHOP = Dataset(
    title="A Shop",
    licence="CC0",
    page="https://shop.example/data",
    file="shop.xlsx",
    sha256=hashlib.sha256(BOOK).hexdigest(),
)


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.xlsx", content)
    return packed.getvalue()


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.requests += 1
        status, body, stated_length = self.server.answers.pop(0)
        self.send_response(status)
        self.send_header("Content-Length", str(stated_length or len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.answers, running.requests = [], 0
        running.url = f"http://someone:secret@127.0.0.1:{running.server_port}/shop.zip"
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    monkeypatch.setitem(DATASETS, "shop", SHOP)

    def command(*words, folder=tmp_path):
        try:
            code = main([*words, "--data-dir", str(folder)])
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        # Whatever happens is one sentence, and no password is in it.
        assert len((out + err).splitlines()) == 1
        assert "secret" not in out + err
        return code

    return command


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_fetched_once_and_then_left_alone(server, run, tmp_path):
    server.answers = [(200, zipped(shop=BOOK), None)]
    assert [run("shop", "--url", server.url) for _ in range(2)] == [0, 0]
    assert held(tmp_path) == {"shop.xlsx": BOOK}
    assert (tmp_path / "shop.xlsx").stat().st_mode & 0o444 == 0o444
    assert server.requests == 1


@pytest.mark.parametrize(
    "bad",
    [
        (503, b"", None),
        (200, zipped(shop=b"another"), None),
        (200, zipped(other=BOOK), None),
        (200, b"<html>please log in</html>", None),
        (200, zipped(shop=BOOK)[:-30], 10_000),
    ],
    ids=["refused", "other content", "no such file", "no archive", "cut off"],
)
def test_a_bad_answer_is_tried_again_and_leaves_nothing(server, run, tmp_path, bad):
    server.answers = [bad, (200, zipped(shop=BOOK), None)]
    assert run("shop", "--url", server.url) == 0
    server.answers = [bad] * (1 + download.RETRIES)
    assert run("shop", "--url", server.url, folder=tmp_path / "new" / "data") == 1
    assert held(tmp_path / "new" / "data") == {}


def test_another_file_of_the_name_is_replaced_by_force_alone(server, run, tmp_path):
    (tmp_path / "shop.xlsx").write_text("mine")
    assert run("shop", "--url", server.url) == 1
    server.answers = [(404, b"", None)] * (1 + download.RETRIES)
    assert run("shop", "--url", server.url, "--force") == 1
    assert held(tmp_path) == {"shop.xlsx": b"mine"}
    server.answers = [(200, zipped(shop=BOOK), None)]
    assert run("shop", "--url", server.url, "--force") == 0
    assert held(tmp_path) == {"shop.xlsx": BOOK}


def test_no_network_no_address_and_a_login(server, run):
    server.shutdown()
    server.server_close()
    assert run("shop", "--url", server.url) == 1
    assert run("shop", "--url", "ftp://shop.example/a.zip") == 1
    assert run("shop", "--url", "http://[x") == 1
    assert run("shop") == 1


def test_a_full_disk_and_a_folder_that_is_a_file(server, run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    assert run("shop", "--url", server.url, folder=tmp_path / "file") == 1

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    server.answers = [(200, zipped(shop=BOOK), None)]
    monkeypatch.setattr(Path, "write_bytes", full)
    assert run("shop", "--url", server.url) == 1
    assert not (tmp_path / "shop.xlsx").exists()


def test_wrong_commands_end_with_code_two(run):
    assert [run("online_retail", "--fast"), run("nothing")] == [2, 1]


def test_a_table_is_known_by_its_cells(tmp_path):
    """In any row order, and with whole numbers written as 1 or as 1.0."""
    data = Path(os.environ.get("CLIENTELE_DATA_DIR", "data"), "customer_personality.parquet")
    if not data.exists():
        pytest.skip(f"{data} is not there: set CLIENTELE_DATA_DIR to its folder")
    path = tmp_path / "marketing_campaign.csv"
    entry = DATASETS["customer_personality"]
    for cells in ("*", "* replace (cast(Income as bigint) as Income)", "* replace (0 as Recency)"):
        rows = f"select {cells} from '{data}' order by random()"
        duckdb.execute(f"copy ({rows}) to '{path}' (delim '\t', header)")
        assert is_published(path, entry) == ("Recency" not in cells)
