"""One self-contained HTML file from the same marts and words: for an e-mail or an archive."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clientele.report import svg
from clientele.report.site import ACCENT, Edition, data_dates, settings
from clientele.words import Locale, load_words, say

QUERIES = [
    *("settings", "kpis", "kpi_changes", "kpis_monthly", "pareto_points", "segments"),
    *("rfm_heat_map", "segment_products", "segment_actions", "plan_groups", "plan_totals"),
    "customers_at_risk",
]
Rows = list[dict[str, Any]]


def read(edition: Edition, queries: Path) -> dict[str, Rows]:
    """Return the rows of each query that the file shows."""
    with edition.open() as connection:
        found: dict[str, Rows] = {}
        for name in QUERIES:
            answer = connection.execute((queries / f"{name}.sql").read_text("utf-8"))
            names = [column[0] for column in answer.description or []]
            found[name] = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
        return found


def write_static(reports: Path, edition: Edition, file: Path) -> None:
    """Write the file, with nothing in it that is loaded from elsewhere."""
    built = settings(edition)
    language, currency = built["language"], built["currency"]
    words, locale = load_words(language)["pages"], Locale.of(language)
    jinja = Environment(
        loader=FileSystemLoader(reports / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters["say"] = say_safely
    writers = _writers(locale, currency)
    page = jinja.get_template("static.html.j2").render(
        t=words,
        language=language,
        shop=built["shop_name"] or words["site"]["name"],
        dates=data_dates(built, words["site"], locale),
        draw=_drawings(words, writers),
        **writers,
        **read(edition, reports / "queries"),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.replace(ACCENT, built["accent_colour"]), "utf-8")


def say_safely(text: str, **values: object) -> Markup:
    """Fill a text and set its figures in bold; what the data hold is escaped."""
    bold = {name: Markup("<strong>{}</strong>").format(value) for name, value in values.items()}
    return Markup(say(str(Markup.escape(text)), **bold))


def _writers(locale: Locale, currency: str) -> dict[str, Callable[..., str]]:
    return {
        "count": locale.write_number,
        "day": lambda text: locale.write_date(date.fromisoformat(text)),
        "money": lambda amount, decimals=0: locale.write_money(amount, currency, decimals),
        "percent": locale.write_percent,
    }


def _drawings(
    words: dict[str, Any], write: dict[str, Callable[..., str]]
) -> dict[str, Callable[..., Markup]]:
    """Return what the template draws with; each takes rows of a query."""
    overview, segments, segment = words["overview"], words["segments"], words["segment"]

    def pareto(rows: Rows) -> Markup:
        shares = [
            (row["customer_percent"] / 100, float(row["cumulative_revenue_share"])) for row in rows
        ]
        axes = (overview["pareto_x"], overview["pareto_y"])
        return Markup(svg.curve(overview["pareto_chart"], shares, axes))

    def revenue(rows: Rows, title: str, name: str) -> Markup:
        ordered = sorted(rows, key=lambda row: (-row["revenue"], row[name]))
        labels = [write["money"](row["revenue"]) for row in ordered]
        values = [float(row["revenue"]) for row in ordered]
        return Markup(svg.bars(title, [row[name] for row in ordered], values, labels))

    def months(rows: Rows) -> Markup:
        values = [float(row["revenue"]) for row in rows]
        top = write["money"](max(row["revenue"] for row in rows))
        names = [row["month_name"] for row in rows]
        hatched = {place for place, row in enumerate(rows) if not row["is_complete"]}
        return Markup(svg.columns(overview["months_chart"], names, values, top, hatched))

    def trend(rows: Rows, name: str) -> Markup:
        figures = [float(row[name]) for row in rows if row["is_complete"] and row[name] is not None]
        title = f"{words['kpis'][name]}, {words['site']['trend']}"
        return Markup(svg.sparkline(title, figures))

    def radar(row: dict[str, Any]) -> Markup:
        axes = [segment["r"], segment["f"], segment["m"]]
        values = [float(row[index]) for index in ("r_index", "f_index", "m_index")]
        return Markup(svg.radar(segment["radar_chart"], axes, values))

    def heat(rows: Rows, figure: str, best: int) -> Markup:
        kind = "count" if figure == "customers" else "money"
        cells = {
            (row["r_score"], row["f_score"]): (float(row[figure]), write[kind](row[figure]))
            for row in rows
        }
        return Markup(svg.heat_map(segments[f"heat_{figure}"], cells, best))

    return {
        "pareto": pareto,
        "revenue": revenue,
        "months": months,
        "trend": trend,
        "radar": radar,
        "heat": heat,
    }
