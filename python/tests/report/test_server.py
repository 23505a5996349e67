"""What the server of the pages answers, over a real connection."""

import gzip
import http.client
import threading

import pytest

from clientele.report.__main__ import main as report
from clientele.report.server import make_server

PAGE = b"<!doctype html><script>start()</script><script type='application/json'>{}</script>" * 9


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    site = folder / "build"
    (site / "_app/immutable").mkdir(parents=True)
    (site / "customers").mkdir()
    (folder / "secret.txt").write_text("secret")
    (site / "link.txt").symlink_to(folder / "secret.txt")
    (site / "index.html").write_bytes(PAGE)
    (site / "customers/index.html").write_bytes(PAGE)
    (site / "_app/immutable/start.js").write_text("start()")
    (site / "orders.parquet").write_bytes(bytes(range(256)))
    (site / "empty.txt").write_bytes(b"")
    with make_server(site, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def ask(port, address, method="GET", host=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_a_page_runs_its_own_scripts_alone(port):
    status, headers, body = ask(port, "/")
    assert (status, body) == (200, PAGE)
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'"
    scripts = policy["script-src"].split()
    assert scripts[:2] == ["'self'", "'wasm-unsafe-eval'"] and len(scripts) == 3
    assert headers["x-content-type-options"] == "nosniff"


def test_text_is_compressed_for_those_who_read_it(port):
    _, headers, body = ask(port, "/", Accept_Encoding="br, gzip")
    assert headers["content-encoding"] == "gzip" and gzip.decompress(body) == PAGE
    _, headers, body = ask(port, "/", "HEAD", Accept_Encoding="gzip")
    assert body == b"" and int(headers["content-length"]) < len(PAGE)


@pytest.mark.parametrize(
    ("wanted", "status", "first", "length"),
    [
        ("bytes=0-3", 206, 0, 4),
        ("bytes=250-", 206, 250, 6),
        ("bytes=-2", 206, 254, 2),
        ("bytes=200-900", 206, 200, 56),
        ("lines=1-2", 200, 0, 256),
    ],
)
def test_a_part_of_a_file(port, wanted, status, first, length):
    answered, headers, body = ask(port, "/orders.parquet", Range=wanted)
    assert (answered, body) == (status, bytes(range(first, first + length)))
    assert headers["accept-ranges"] == "bytes"


def test_a_part_that_no_file_has(port):
    status, headers, _ = ask(port, "/orders.parquet", Range="bytes=256-")
    assert (status, headers["content-range"]) == (416, "bytes */256")


def test_what_has_not_changed_is_not_sent_again(port):
    _, headers, _ = ask(port, "/customers/")
    status, _, body = ask(port, "/customers/", If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")
    assert "immutable" in ask(port, "/_app/immutable/start.js")[1]["cache-control"]


@pytest.mark.parametrize(
    "address",
    [
        *("/_app/", "/_app/immutable/", "/missing", "/../secret.txt", "/%2e%2e/secret.txt"),
        *("/link.txt", "//etc/passwd", "/..%5csecret.txt", "/a%00b"),
    ],
)
def test_no_folder_is_listed_and_none_is_left(port, address):
    status, _, body = ask(port, address)
    assert status == 404 and b"secret" not in body


def test_a_folder_has_one_address(port):
    assert ask(port, "/customers")[1]["location"] == "/customers/"
    assert ask(port, "//customers")[1]["location"] == "/customers/"


@pytest.mark.parametrize("host", ["shop.example", "127.0.0.1.example:80", "127.0.0.1@evil", ""])
def test_a_name_of_another_site_is_refused(port, host):
    assert ask(port, "/", host=host or "-")[0] == 421


def test_an_empty_file_and_other_methods(port):
    assert ask(port, "/empty.txt", Accept_Encoding="identity")[::2] == (200, b"")
    assert ask(port, "/", "POST", Content_Length="0")[0] == 501


def test_a_folder_without_a_site_and_a_port_in_use(tmp_path, port, capsys):
    assert report(["serve", str(tmp_path)]) == 1
    (tmp_path / "index.html").write_text("")
    assert report(["serve", str(tmp_path), "--port", str(port)]) == 1
    assert report(["serve", str(tmp_path), "--port", "99999"]) == 1
    assert capsys.readouterr().err.count("\n") == 3
