"""Files: which ones a name means, and what is refused before anything is read."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from opened import opened

from clientele.source.files import find_files
from clientele.source.private import private_file

CSV = "Order,Who\n{},B\n"


def write(folder: Path, name: str, order: str = "A") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(CSV.format(order), "utf-8")


def test_a_name_with_signs_of_a_glob_is_that_file(tmp_path):
    for name in ("a[1].csv", "a1.csv", "b*.csv", "bb.csv", "c?.csv", "cc.csv", "[[]].csv"):
        write(tmp_path, name, name)
    for name in ("a[1].csv", "b*.csv", "c?.csv", "[[]].csv"):
        assert opened(tmp_path, name).rows() == [(name, "B")]


def test_a_glob_reads_each_file_once(tmp_path):
    names = ["a[1].csv", "a1.csv", "2024/a2.csv", "2024/x y.csv", "2024/a[!2].csv"]
    for name in names:
        write(tmp_path, name, name)
    (tmp_path / "again.csv").symlink_to(tmp_path / "a1.csv")
    write(tmp_path, "._a1.csv")
    (tmp_path / "folder.csv").mkdir()
    source = opened(tmp_path, "**/*.csv")
    assert sorted(row[0] for row in source.rows()) == sorted(names)
    assert all(order == file for order, _, file in source.rows("file"))


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_folder_says_nothing_about_a_column(tmp_path, suffix):
    folder = tmp_path / "Who=99"
    folder.mkdir()
    write(folder, "a.csv")
    if suffix == "parquet":
        opened(folder, "a.csv").connection.execute(
            f"copy (select 'A' as \"Order\", 'B' as \"Who\") to '{folder}/a.parquet'"
        )
    assert opened(tmp_path, f"*/a.{suffix}").rows() == [("A", "B")]


def test_a_missing_file_names_those_nearby(tmp_path):
    write(tmp_path, "orders.csv")
    source = opened(tmp_path, "order.csv")
    assert source.codes == ["file-missing"]
    assert '"orders.csv"' in source.sentences[0]
    for name in ("nowhere/a.csv", "*.tsv", "~nobody/a.csv"):
        assert opened(tmp_path, name).codes == ["file-missing"]


def test_what_is_not_a_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(tmp_path)
        server.bind("socket.csv")
        os.chdir(here)
        (tmp_path / "device.csv").symlink_to("/dev/zero")
        for name in ("pipe.csv", "folder.csv", "socket.csv", "device.csv", "p*.csv"):
            assert opened(tmp_path, name).codes == ["file-not-regular"], name
    for suffix in ("parquet", "xlsx"):
        os.mkfifo(tmp_path / f"pipe.{suffix}")
        assert opened(tmp_path, f"pipe.{suffix}").codes == ["file-not-regular"]
    assert opened(tmp_path, "sqlite:pipe.csv#orders").codes == ["file-not-regular"]


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    write(tmp_path, "orders.csv")
    (tmp_path / "nowhere.csv").symlink_to("loop.csv")
    (tmp_path / "loop.csv").symlink_to("nowhere.csv")
    assert opened(tmp_path, "nowhere.csv").codes == ["file-unreadable"]

    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    source = opened(tmp_path, "orders.csv")
    assert source.codes == ["file-unreadable"]
    assert "permissions" in source.sentences[0]


@pytest.mark.skipif(sys.platform == "darwin", reason="file names of macOS are UTF-8")
def test_a_name_that_is_not_utf_8_is_refused(tmp_path):
    for suffix in (b"csv", b"parquet", b"xlsx"):
        Path(os.fsdecode(bytes(tmp_path) + b"/\xff." + suffix)).write_text(CSV)
        source = opened(tmp_path, f"*.{suffix.decode()}")
        assert source.codes == ["file-name-unfit"]
        source.sentences[0].encode()


@pytest.mark.parametrize(
    "source", [None, "", " ", 7, ["a.csv"], {"a": 1}, "\0.csv", "s3://a\0", "\udcff"]
)
def test_a_source_that_is_not_a_text_is_refused(tmp_path, source):
    refused = opened(tmp_path, source)
    assert refused.codes == ["source-wrong"]
    refused.sentences[0].encode()


@pytest.mark.parametrize("source", ["a.json", "folder/", "shop.duckdb", "ftp://host/a.csv"])
def test_a_kind_that_is_not_read_is_refused(tmp_path, source):
    assert opened(tmp_path, source).codes == ["source-unsupported"]


@pytest.mark.parametrize(
    "source",
    [
        "mysql:host=db password=hunter2#orders",
        "mysql://me:hunter2@db/orders",
        "ftp://db/orders.csv?token=hunter2",
        "odbc:Driver=x;Pwd=hunter2",
        "postgres:password=hunter2\0",
    ],
)
def test_a_source_that_is_not_understood_shows_no_secret(tmp_path, source):
    (sentence,) = opened(tmp_path, source).sentences
    assert "hunter2" not in sentence


def test_an_archive_of_one_file_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "orders.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/orders.csv", CSV.format("A"))
        archive.writestr("export/readme.md", "nothing")
        archive.writestr("__MACOSX/export/._orders.csv", "nothing")
    source = opened(tmp_path, "orders.zip")
    assert source.rows("file", "line") == [("A", "B", "orders.zip", 2)]
    assert source.tables[0].is_private


def test_another_archive_is_refused(tmp_path):
    for names, archive in (([], "none.zip"), (["a.csv", "b.csv"], "two.zip")):
        with zipfile.ZipFile(tmp_path / archive, "w") as made:
            for name in names:
                made.writestr(name, CSV)
        assert opened(tmp_path, archive).codes == ["zip-unfit"]
    whole = (tmp_path / "two.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-30])
    (tmp_path / "text.zip").write_text("text")
    assert opened(tmp_path, "cut.zip").codes == ["file-damaged"]
    assert opened(tmp_path, "text.zip").codes == ["file-damaged"]
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as made:
        made.writestr("a.csv", CSV)
    # The flag of a password stands in the directory of the archive.
    content = bytearray((tmp_path / "one.zip").read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(content)
    assert opened(tmp_path, "locked.zip").codes == ["zip-locked"]


def test_many_broken_files_do_not_fill_the_screen(tmp_path):
    for number in range(50):
        (tmp_path / f"{number:02}.csv").touch()
    codes = opened(tmp_path, "*.csv").codes
    assert codes == ["file-empty"] * 20 + ["faults-many"]


def test_a_label_is_short_and_shows_the_end_of_the_path(tmp_path):
    folder = "a" * 60 + "/" + "b" * 60
    write(tmp_path, f"{folder}/orders.csv")
    (found,) = find_files(f"{folder}/orders.csv", str(tmp_path), "en")
    assert found.label.endswith('orders.csv"')
    assert len(found.label) < 120


def test_private_copies_go_when_the_process_ends(tmp_path):
    code = "from clientele.source.private import private_file; f = private_file('.csv');"
    code += "f.write_text('x'); print(f); print(oct(f.parent.stat().st_mode))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    path, mode = run.stdout.splitlines()
    assert mode.endswith("700")
    assert not Path(path).parent.exists()
    assert private_file(".csv") != private_file(".csv")
