"""`python -m clientele.report site|static|serve …`, as script/report calls it."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from clientele.report.errors import ReportError
from clientele.report.server import make_server
from clientele.report.site import Edition, write_site
from clientele.report.static import write_static
from clientele.words import WordsError


def edition(text: str) -> Edition:
    """Return what DATABASE or PATH=DATABASE stands for."""
    path, _, database = text.rpartition("=")
    return Edition(Path(database), path)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m clientele.report", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    site = commands.add_parser("site", help="write the folder that Evidence builds a site from")
    site.add_argument(
        "--database",
        type=edition,
        action="append",
        required=True,
        help="the built warehouse; PATH=DATABASE puts it under a path, and may be repeated",
    )
    static = commands.add_parser("static", help="write one self-contained HTML file")
    static.add_argument("--database", type=edition, action="append", required=True)
    for command in (site, static):
        command.add_argument("--into", type=Path, required=True, help="what to write")
        command.add_argument(
            "--schema", default="main", help="where the public tables are (default: main)"
        )
        command.add_argument("--reports", type=Path, default=Path("reports"), help="the templates")
    site.add_argument("--manifest", type=Path, required=True, help="dbt's manifest.json")
    serve = commands.add_parser("serve", help="serve a built site on this machine")
    serve.add_argument("folder", type=Path, help="the built site")
    serve.add_argument("--port", type=int, default=3000)
    options = parser.parse_args(arguments)
    try:
        if options.command == "serve":
            _serve(options.folder, options.port)
            return 0
        for shown in options.database:
            if not shown.database.is_file():
                raise ReportError(
                    f"{shown.database} does not exist: build it with script/build and run this"
                    " again."
                )
        editions = [replace(shown, schema=options.schema) for shown in options.database]
        if options.command == "site":
            pages = write_site(options.reports, editions, options.manifest, options.into)
            print(f"report: {len(pages)} pages written into {options.into}")
        else:
            write_static(options.reports, editions[-1], options.into)
            print(f"report: {options.into} is written, all in one file")
    except (ReportError, WordsError) as error:
        print(f"report: {error}", file=sys.stderr)
        return 1
    return 0


def _serve(folder: Path, port: int) -> None:
    """Serve a site until Ctrl+C."""
    with make_server(folder, port) as server:
        print(f"report: open http://127.0.0.1:{server.server_port} (Ctrl+C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    sys.exit(main())
