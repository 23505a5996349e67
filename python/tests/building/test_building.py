"""What a build shows: its progress, its end, and no secret. A script stands in for dbt."""

import io
import json
import sys
from decimal import Decimal

import duckdb
import pytest

from clientele.building import Event, Progress, sentences
from clientele.building import __main__ as build
from clientele.words import load_words

PROFILES = "clientele: {target: demo, outputs: {demo: {type: duckdb}, olist: {type: duckdb}}}"
# It writes the events of its first argument, the results of its second, and ends with its third.
STAND_IN = """
import json, os, pathlib, sys
plan = json.loads(pathlib.Path(os.environ["PLAN"]).read_text())
for event in plan["events"]:
    print(event if isinstance(event, str) else json.dumps(event), flush=True)
logs = pathlib.Path("logs")
logs.mkdir(exist_ok=True)
(logs / "dbt.log").write_text(" ".join(sys.argv))
if plan["results"] is not None:
    target = pathlib.Path("target")
    target.mkdir(exist_ok=True)
    written = {"args": sys.argv, "results": plan["results"]}
    (target / "run_results.json").write_text(json.dumps(written))
if plan["touched"]:
    os.utime("warehouse/demo.duckdb", (1, 1))
sys.exit(plan["code"])
"""


def event(name, message="", **data):
    return {"info": {"name": name, "msg": message}, "data": data}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a build of a stand-in; return the exit code, the output and the errors."""
    monkeypatch.chdir(tmp_path)
    for name in ("CLIENTELE_WAREHOUSE", "DBT_TARGET_PATH", "DBT_LOG_PATH", "DBT_TARGET"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "profiles.yml").write_text(PROFILES)
    (tmp_path / "stand_in.py").write_text(STAND_IN)
    (tmp_path / "warehouse").mkdir()
    for name in ("_dbt", "_dbt_with_events"):
        monkeypatch.setattr(build, name, lambda: [sys.executable, str(tmp_path / "stand_in.py")])
    monkeypatch.setenv("PLAN", str(tmp_path / "plan.json"))

    def ask(*arguments, events=(), results=None, code=0, touched=False):
        plan = {"events": list(events), "results": results, "code": code, "touched": touched}
        (tmp_path / "plan.json").write_text(json.dumps(plan))
        exit_code = build.main(arguments)
        said = capsys.readouterr()
        return exit_code, said.out, said.err

    return ask


def database(file, language="en"):
    """Make the tables that the screen reads."""
    with duckdb.connect(str(file)) as connection:
        for sql in (
            f"settings as select date '2026-01-01' as as_of_date, '{language}' as language,"
            " 'EUR' as currency",
            "kpis as select 2 as customers, 12.5::decimal(28, 6) as revenue, 3 as orders,"
            " 1 as active_customers, 0.5::decimal(9, 6) as retention_rate",
            "segments as select 1 as segment_id",
            "clusters as select 1 as cluster_id",
            "order_lines as select 1 as order_line_id from range(3)",
            "rejected_order_lines as select 'no_customer' as reason from range(2)",
            "segment_actions as select 'At Risk' as segment_name, 'critical' as priority,"
            " 2 as customers, 12.5::decimal(28, 6) as revenue, 'Win back' as action,"
            " 1 as priority_rank",
        ):
            connection.execute(f"create table {sql}")


PASSED = {"unique_id": "model.clientele.customers", "status": "success", "message": "OK"}


def test_a_build_ends_with_its_figures(run, tmp_path):
    database(tmp_path / "warehouse/demo.duckdb")
    code, out, _ = run(results=[PASSED], touched=True)
    assert code == 0
    for part in (
        "2026-01-01",
        "€13",
        "Refused lines: 2 of 5",
        "No customer",
        "At Risk",
        "Win back",
    ):
        assert part in out
    assert "1 passed" in out and "script/report" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_screen_is_in_the_language_of_the_tables(run, tmp_path):
    database(tmp_path / "warehouse/demo.duckdb", "fr")
    _, out, _ = run(results=[PASSED], touched=True)
    assert "Chiffre d'affaires" in out and load_words("fr")["pages"]["checks"]["no_customer"] in out


def test_a_build_that_publishes_nothing_says_so(run, tmp_path):
    database(tmp_path / "warehouse/demo.duckdb")
    code, out, _ = run("--select", "kpis", results=[PASSED])
    assert code == 0 and "has not changed" in out and "At Risk" not in out


def test_json_is_the_whole_output(run, tmp_path):
    database(tmp_path / "warehouse/demo.duckdb")
    messages = [event("JinjaLogInfo", "published version 1")]
    code, out, _ = run("--json", events=messages, results=[PASSED], touched=True)
    summary = json.loads(out)
    assert (code, summary["status"], summary["is_published"]) == (0, "built", True)
    assert Decimal(summary["figures"]["revenue"]) == Decimal("12.5")
    assert summary["messages"] == ["published version 1"]


def test_a_refusal_is_our_sentence_alone(run):
    error = (
        "Encountered an error:\nCompilation Error in operation x (./dbt_project.yml)\n"
        "  clientele cannot build with this configuration:\n"
        "    - [var-unknown] The var languag does not exist:\n      correct it\n\n"
        "  > in macro check_config (macros/configuration/check_config.sql)"
    )
    code, out, err = run(events=[event("MainEncounteredError", error)], code=2)
    assert code == 2 and out == ""
    assert "[var-unknown] The var languag does not exist: correct it" in err
    assert "in macro" not in err and "Compilation Error" not in err


def test_what_failed_is_named_with_its_reason(run):
    failed = {
        "unique_id": "test.clientele.totals_agree.1a2b",
        "status": "fail",
        "message": "Got 2 results, configured to fail if != 0",
    }
    broken = {
        "unique_id": "model.clientele.int_itemsets",
        "status": "error",
        "message": "Runtime Error in model int_itemsets (models/x.sql)\n"
        "  Binder Error: x\n\n  compiled code at target/run/x.sql",
    }
    full = {
        "unique_id": "model.clientele.int_large",
        "status": "error",
        "message": "Runtime Error in model int_large (models/x.sql)\n"
        "  Out of Memory Error: failed to pin block of size 256.0 KiB (1.8 GiB/1.8 GiB used)\n",
    }
    no_disk = {
        "unique_id": "model.clientele.int_larger",
        "status": "error",
        "message": "Runtime Error in model int_larger (models/x.sql)\n"
        "  Out of Memory Error: failed to offload data block of size 256.0 KiB"
        " (9.0 GiB/9.0 GiB used)\n",
    }
    python = {
        "unique_id": "model.clientele.py_x",
        "status": "error",
        "message": "Runtime Error in model py_x (models/py_x.py)\n  Python model failed:\n"
        "  Traceback (most recent call last):\n    File 'x', line 1\n"
        "  clientele.baskets.itemsets.TooMany: There are too many sets: raise the limit.\n  ",
    }
    events = [event("JinjaLogInfo", "totals_agree:"), event("JinjaLogInfo", "  - orders differ")]
    code, _, err = run(
        events=events, results=[PASSED, failed, broken, full, no_disk, python], code=1
    )
    assert code == 1
    assert "totals_agree: Got 2 results" in err and "orders differ" in err
    assert "int_itemsets: Binder Error: x" in err and "compiled code" not in err
    assert "int_large: [out-of-memory]" in err
    assert "int_larger: [disk-full]" in err
    assert "  py_x: There are too many sets: raise the limit.\n" in err
    assert "1 passed" in err and "5 failed" in err


@pytest.mark.parametrize("target", ["../x", "/etc/x", "", "a b", "unknown", "-x", "demo\n"])
@pytest.mark.parametrize("form", ["separate", "joined"])
def test_a_target_cannot_leave_the_folder(run, target, form):
    given = [f"--target={target}"] if form == "joined" else ["--target", target]
    code, out, err = run(*given)
    assert code == 2 and "[target-unknown]" in err and out == ""


def test_a_target_without_a_name_is_refused(run):
    code, out, _ = run("--json", "--target")
    assert code == 2 and json.loads(out)["faults"][0].startswith("[target-missing]")


def test_no_secret_is_shown_or_kept(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_PASSWORD", "in-Env1ronment")
    said = [event("JinjaLogInfo", "opening in-Var5 and in-Env1ronment"), "plain in-Var5"]
    variables = json.dumps({"custom_source": "postgres://me:in-Var5@host/shop"})
    code, out, err = run("--vars", variables, events=said, results=[PASSED])
    files = [
        path.read_text() for path in tmp_path.rglob("*") if path.parent.name in ("logs", "target")
    ]
    assert code == 0 and len(files) == 2
    for secret in ("in-Var5", "in-Env1ronment"):
        assert secret not in out + err + "".join(files)


def test_progress_is_one_line_on_a_terminal_and_ten_in_a_pipe():
    nodes = [
        said
        for index in range(1, 101)
        for said in (
            event(
                "LogStartLine",
                total=100,
                index=index,
                node_info={"resource_type": "model", "node_name": f"m{index}"},
            ),
            event("LogModelResult" if index % 2 else "LogSkipBecauseError", index=index, total=100),
        )
    ]
    lines = io.StringIO()
    progress = Progress(lines, is_terminal=False)
    for node in nodes:
        progress.take(Event.from_line(json.dumps(node)))
    assert [line.split(",")[0] for line in lines.getvalue().splitlines()] == [
        f"build: {count} of 100" for count in range(10, 101, 10)
    ]
    terminal = io.StringIO()
    progress = Progress(terminal, is_terminal=True, columns=30)
    for node in nodes:
        progress.take(Event.from_line(json.dumps(node)))
    shown = terminal.getvalue().split("\r\x1b[2K")
    assert "\n" not in terminal.getvalue() and max(map(len, shown)) < 30
    assert shown[-1].startswith("build: 100 of 100")


def test_sentences_keep_their_lines_together():
    text = "- [a-b] one\n    two\n- [c-d] three\n\n  > in macro x\n  four"
    assert sentences(text) == ["[a-b] one two", "[c-d] three"]
