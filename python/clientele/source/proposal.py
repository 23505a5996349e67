"""A proposal of vars for a source that nobody has mapped yet, by its names and its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb

from clientele.source.cells.dates import date_formats
from clientele.source.cells.flags import is_known, names_end
from clientele.source.cells.numbers import read_shape
from clientele.source.cells.text import MISSING_WORDS
from clientele.source.faults import Fault
from clientele.source.faults.columns import ColumnRequired, PriceRequired
from clientele.source.faults.files import EncodingUnclear, HeaderRowProposed
from clientele.source.header import mapped_columns
from clientele.source.mapping import is_nested, reader_of
from clientele.source.names import (
    COLUMN_NAMES,
    is_money_of_orders,
    is_part_of,
    names_other_money,
    plain_name,
)
from clientele.source.opening import open_tables
from clientele.source.presets import choose_columns, recognised
from clientele.source.reading import Reading, read_tables
from clientele.source.select import is_number
from clientele.source.settings import Settings
from clientele.source.sql import literals, name
from clientele.source.table import Table

__all__ = ["Profile", "Proposal", "profile_columns", "propose"]

# So many rows are looked at to guess what a column is; the reader checks all of them.
_ROWS = 20_000
# A column is one of dates, numbers or flags if so many of its cells are.
_MOST = 0.9
_HALF = 0.5
_SOME = 0.3
_REQUIRED = ("customer_id", "ordered_at", "amount", "unit_price")
_EXACT, _PART = 2, 1
# Names of money, which is not an id.
_MONEY = re.compile("price|total|amount|revenue|sales|tax|shipping|discount|fee|cost|paid")
# A day without separators.
_DAY = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
# Of an order, these are after its discounts.
_AFTER_DISCOUNT = frozenset(("total", "paid", "grand"))


@dataclass(frozen=True)
class Profile:
    """What the first rows say about a column.

    Attributes:
        name: The column, as the table spells it.
        plain: Its name, as the words of `names` are written.
        filled: How many cells are filled.
        distinct: How many different ones there are.
        dates: The share of cells that are written as dates.
        counts: The share of cells that may count days or seconds, and are whole numbers.
        numbers: The share of cells that are numbers.
        decimals: The share of cells that are numbers with a part after the decimal sign.
        flags: The share of cells that are a yes, a no or a state of orders.
        ends: The share of cells that say in words that a line is not a sale, or not any more.
        words: The share of cells with small letters in a row, as names have and codes have not.
        codes: The share of cells that are a code of three letters.

    """

    name: str
    plain: str
    filled: int
    distinct: int
    dates: float = 0
    counts: float = 0
    numbers: float = 0
    decimals: float = 0
    flags: float = 0
    ends: float = 0
    words: float = 0
    codes: float = 0

    @property
    def repeats(self) -> bool:
        """Whether cells come back, as customers and products do."""
        return self.distinct < self.filled


@dataclass
class Proposal:
    """Vars that read a source, and what is not sure about them.

    Attributes:
        settings: The settings with the proposal.
        own: What the user has mapped.
        columns: The column of each contract name.
        checks: The vars or contract names that a person should look at, with the reason.
        questions: The faults that only a person can answer.
        states: The columns with words that end a sale.
        left_out: The columns that are mapped to nothing.
        tables: The opened tables; empty where the source cannot be opened.
        reading: What the reader makes of the proposal.

    """

    settings: Settings
    own: Mapping[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    checks: dict[str, str] = field(default_factory=dict)
    questions: list[Fault] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)


def propose(settings: Settings, connection: duckdb.DuckDBPyConnection) -> Proposal:
    """Propose vars for the source that the settings name.

    What the settings already say is kept. The proposal never decides what cells leave open: such a
    question is a fault of the proposal.
    """
    given = settings.custom_columns
    proposal = Proposal(settings, dict(given) if isinstance(given, Mapping) else {})
    tables, faults = _open(proposal, connection)
    if faults or not tables:
        proposal.questions = faults
        return proposal
    proposal.tables = tables
    fitting = recognised(tables) or recognised(tables, is_whole=False)
    if settings.custom_preset is None and not settings.custom_columns and len(fitting) == 1:
        proposal.settings = replace(proposal.settings, custom_preset=fitting[0])
    preset, _ = choose_columns(proposal.settings, tables)
    if preset.columns:
        proposal.columns = dict(preset.columns)
    elif proposal.settings.custom_preset is None:
        _guess_columns(proposal, connection)
        # Only now is it known which columns must not be there twice.
        proposal.settings = replace(proposal.settings, custom_columns=_all_columns(proposal))
        _, proposal.questions = open_tables(proposal.settings, connection)
        if proposal.questions:
            return proposal
    _read(proposal, connection, is_guess=not preset.columns)
    own = replace(proposal.settings, custom_preset=None)
    used = [*proposal.columns.values(), *mapped_columns(own)]
    proposal.left_out = [column for column in tables[0].columns if column not in used]
    return proposal


def profile_columns(table: Table, connection: duckdb.DuckDBPyConnection) -> list[Profile]:
    """Return what the first rows of a table say about each column."""
    columns = [column for column, type_ in table.columns.items() if not is_nested(type_)]
    rows = f"(select * from {table.check_scan or table.scan} limit {_ROWS}) as rows"
    return [_profile(table, column, rows, connection) for column in columns]


def _open(
    proposal: Proposal, connection: duckdb.DuckDBPyConnection
) -> tuple[list[Table], list[Fault]]:
    """Open the source, with the row of the header and the encoding that the reader proposes."""
    tables, faults = open_tables(proposal.settings, connection)
    for _ in range(2):
        fault = faults[0] if faults else None
        if isinstance(fault, HeaderRowProposed):
            proposal.settings = replace(proposal.settings, custom_header_row=fault.row)
            proposal.checks["custom_header_row"] = f"row {fault.row} looks like the header"
        elif isinstance(fault, EncodingUnclear):
            proposal.settings = replace(proposal.settings, custom_encoding=fault.proposed)
            shown = f'; in this encoding it has "{fault.text}"' if fault.text else ""
            proposal.checks["custom_encoding"] = f"the file is not UTF-8{shown}"
        else:
            break
        tables, faults = open_tables(proposal.settings, connection)
    return tables, faults


def _profile(
    table: Table, column: str, rows: str, connection: duckdb.DuckDBPyConnection
) -> Profile:
    type_ = table.columns[column].upper()
    words = literals(MISSING_WORDS)
    cell = f"trim(cast({name(column)} as varchar))"
    found = connection.execute(
        f"select cell, count(*) from (select {cell} as cell from {rows}) as cells"
        f" where cell is not null and lower(cell) not in ({words[1:-1]})"
        " group by cell order by count(*) desc, cell"
    ).fetchall()
    filled = sum(count for _, count in found)
    shapes: dict[str, int] = {}
    for text, count in found:
        shape = re.sub("[0-9]", "9", text[:60])
        shapes[shape] = shapes.get(shape, 0) + count
    read = {
        "dates": 0,
        "counts": 0,
        "numbers": 0,
        "decimals": 0,
        "flags": 0,
        "ends": 0,
        "words": 0,
        "codes": 0,
    }
    for shape, count in shapes.items():
        formats, is_common = date_formats([shape])
        number = read_shape(shape)
        is_digits = not re.search("[^9.,]", shape) and (number.point or number.comma) is not None
        is_date = bool(formats) and is_common
        read["dates"] += count * (is_date and not is_digits)
        read["counts"] += count * bool(re.fullmatch(r"9{5}(\.9+)?|9{9,16}", shape))
        read["numbers"] += count * ((number.point or number.comma) is not None)
        read["decimals"] += count * bool(re.search("[.,]9{1,2}$", shape))
        read["words"] += count * any(map(str.islower, re.findall(r"[^\W\d_]{2}", shape.strip())))
        read["codes"] += count * bool(re.fullmatch(r"[A-Za-z]{3}", shape))
    read["flags"] = sum(count for text, count in found if is_known(text.lower()))
    read["counts"] += sum(count for text, count in found if _DAY.fullmatch(text))
    read["ends"] = sum(count for text, count in found if names_end(text.lower()))
    if type_ == "DATE" or type_.startswith("TIMESTAMP"):
        read |= {"dates": filled, "numbers": 0}
    elif type_ == "BOOLEAN":
        read |= {"numbers": 0}
    elif is_number(type_):
        read |= {"dates": 0, "numbers": filled}
    shares = {key: count / filled if filled else 0 for key, count in read.items()}
    return Profile(column, plain_name(column), filled, len(found), **shares)


def _guess_columns(proposal: Proposal, connection: duckdb.DuckDBPyConnection) -> None:
    profiles = profile_columns(proposal.tables[0], connection)
    own = {n: c for n, c in proposal.own.items() if n in COLUMN_NAMES and isinstance(c, str)}
    proposal.columns |= own
    free = [profile for profile in profiles if profile.name not in own.values()]
    scores = sorted(
        (
            (-strength, list(COLUMN_NAMES).index(name_), _rank(name_, profile, place), number)
            for name_ in COLUMN_NAMES
            if name_ not in proposal.own
            for number, profile in enumerate(free)
            for strength, place in [_match(name_, profile.plain)]
            if strength and _can_be(name_, profile)
        ),
    )
    for strength, at, _, number in scores:
        name_, profile = list(COLUMN_NAMES)[at], free[number]
        if name_ in proposal.columns or profile.name in proposal.columns.values():
            continue
        proposal.columns[name_] = profile.name
        if -strength == _PART:
            proposal.checks[name_] = "the name of the column says so only in part"
        others = [
            free[n].name
            for s, a, _, n in scores
            if a == at
            and n != number
            and s == strength
            and (name_ in _REQUIRED or (name_ == "is_cancelled" and free[n].ends))
        ]
        if others:
            proposal.checks[name_] = "or " + " or ".join(f'"{other}"' for other in others)
        if name_ == "ordered_at" and profile.dates < _MOST:
            proposal.checks[name_] = "the cells are numbers that may count days or seconds"
    _settle_others(proposal, free)
    _guess_by_cells(proposal, free, connection)
    _settle_money_of_orders(proposal)
    proposal.states = {profile.name for profile in free if profile.ends}
    _check_money(proposal, connection)
    order = list(COLUMN_NAMES)
    proposal.columns = {n: proposal.columns[n] for n in sorted(proposal.columns, key=order.index)}


def _rank(name_: str, profile: Profile, place: int) -> tuple[bool, int]:
    """Return how well a column suits a contract name, the best first.

    Money of lines comes before money of orders, and states that end a sale before others.
    """
    if name_ == "is_cancelled":
        return not profile.ends, place
    return name_ == "amount" and is_money_of_orders(profile.plain), place


def _match(name_: str, plain: str) -> tuple[int, int]:
    """Return how well the name of a column fits a contract name, and how telling the name is."""
    names = COLUMN_NAMES[name_]
    if plain in names:
        return _EXACT, names.index(plain)
    if names_other_money(name_, plain):
        return 0, 0
    for place, other in enumerate(names):
        if is_part_of(other, plain):
            return _PART, place
    return 0, 0


def _can_be(name_: str, profile: Profile) -> bool:
    """Return whether the cells of a column can be what its name says."""
    if not profile.filled:
        return name_ in ("is_cancelled", "refunded_amount", "discount_amount", "category")
    match reader_of(name_):
        case "date":
            return profile.dates >= _MOST or profile.counts >= _MOST
        case "number":
            is_share = "percent" in profile.plain or "%" in profile.name
            # 0 and 1 are a flag, such as "refund".
            is_flag = profile.distinct == 2 and profile.flags == 1
            is_flag = is_flag and name_ in ("refunded_amount", "discount_amount")
            return profile.numbers >= _MOST and not is_share and not is_flag
        case "flag":
            # With some of these words it is a column of states, and the reader asks for the others.
            has_states = profile.ends > 0 and profile.flags >= _SOME
            return has_states or max(profile.flags, profile.dates) >= _MOST
        case "currency":
            return profile.codes >= _MOST
    is_money = profile.numbers >= _MOST and _MONEY.search(profile.plain)
    if name_ in ("product_name", "customer_name"):
        return profile.dates < _MOST and profile.numbers < _MOST
    if name_ == "order_line_id":
        return not profile.repeats
    if name_ == "product_id" and _may_be_name(profile.plain):
        return profile.words < _SOME
    if name_ == "customer_id" and profile.plain in COLUMN_NAMES["customer_name"]:
        return True
    return profile.dates < _MOST and not is_money


def _may_be_name(plain: str) -> bool:
    """Return whether a column of products may have their names as well as their ids."""
    names = COLUMN_NAMES["product_name"]
    if plain in COLUMN_NAMES["product_id"]:
        return plain in names
    return any(word in names for word in plain.split())


def _settle_others(proposal: Proposal, free: Sequence[Profile]) -> None:
    """Drop a second candidate that was found to be something else."""
    used = proposal.columns.values()
    for name_, reason in list(proposal.checks.items()):
        others = re.findall('"([^"]+)"', reason) if reason.startswith("or ") else []
        unused = [o for o in others if o not in used]
        known = [p.name for p in free]
        if others and not [o for o in unused if o in known]:
            del proposal.checks[name_]
        elif others:
            proposal.checks[name_] = "or " + " or ".join(f'"{other}"' for other in unused)


def _guess_by_cells(
    proposal: Proposal, free: Sequence[Profile], connection: duckdb.DuckDBPyConnection
) -> None:
    """Guess what is required and no name tells, by the cells alone."""

    def unused() -> list[Profile]:
        return [p for p in free if p.name not in proposal.columns.values() and p.filled]

    if "ordered_at" not in proposal.columns:
        dates = [p for p in unused() if p.dates >= _MOST]
        _take(proposal, "ordered_at", dates, "its cells are dates, and its name does not tell")
    if not {"unit_price", "amount"} & proposal.columns.keys():
        numbers = [
            p
            for p in unused()
            if p.numbers >= _MOST and p.counts < _MOST and not names_other_money("amount", p.plain)
        ]
        # Money has decimals and differs from line to line more than pieces do.
        numbers.sort(key=lambda p: (-p.decimals, -p.distinct))
        _take(proposal, "amount", numbers, "its cells are numbers, and its name does not tell")
    if "is_cancelled" not in {*proposal.columns, *proposal.own}:
        states = [p for p in unused() if 0 < p.ends < p.flags and p.flags >= _HALF]
        reason = "its cells are states or kinds of rows, and its name does not tell"
        _take(proposal, "is_cancelled", states, reason)
    if "customer_id" not in proposal.columns:
        ids = [
            profile
            for profile in unused()
            if profile.repeats
            and profile.distinct > 2
            and _can_be("customer_id", profile)
            and max(profile.flags, profile.codes) < _MOST
            and _is_of_orders(profile, proposal, connection)
        ]
        # Customers are many, and few of their ids are numbers that are added up.
        ids.sort(key=lambda p: (p.numbers >= _MOST and p.counts < _MOST, -p.distinct))
        _take(proposal, "customer_id", ids, "its cells repeat, and its name does not tell")


def _settle_money_of_orders(proposal: Proposal) -> None:
    """Drop the total of an order beside prices of lines, and a discount that it lacks already."""
    columns, amount = proposal.columns, proposal.columns.get("amount")
    if amount is None or "amount" in proposal.own:
        return
    plain = plain_name(amount)
    is_of_lines = bool({"product_id", "product_name"} & columns.keys())
    if is_money_of_orders(plain) and "unit_price" in columns and is_of_lines:
        _drop(proposal, "amount", f'"{amount}" is the money of the whole order')
        return
    discount = columns.get("discount_amount")
    if discount is None or "discount_amount" in proposal.own or "unit_price" in columns:
        return
    if is_money_of_orders(plain) and _AFTER_DISCOUNT & set(plain.split()):
        _drop(proposal, "discount_amount", f'"{amount}" is after "{discount}", as totals are')
    else:
        proposal.checks["discount_amount"] = f'only if it is not taken off "{amount}" yet'


def _drop(proposal: Proposal, name_: str, reason: str) -> None:
    del proposal.columns[name_]
    proposal.checks.pop(name_, None)
    proposal.checks[f"not {name_}"] = reason


def _is_of_orders(
    profile: Profile, proposal: Proposal, connection: duckdb.DuckDBPyConnection
) -> bool:
    """Return whether no order has two values of a column, as no order has two customers."""
    order = proposal.columns.get("order_id")
    if order is None:
        return True
    table = proposal.tables[0]
    found = connection.execute(
        f"select count(*) from (select {name(order)} from (select * from"
        f" {table.check_scan or table.scan} limit {_ROWS}) as rows where {name(order)} is not null"
        f" group by {name(order)} having count(distinct {name(profile.name)}) > 1) as orders"
    ).fetchone()
    return found == (0,)


def _take(proposal: Proposal, name_: str, profiles: Sequence[Profile], reason: str) -> None:
    if profiles:
        proposal.columns[name_] = profiles[0].name
        others = [f'"{profile.name}"' for profile in profiles[1:4]]
        proposal.checks[name_] = f"{reason}; or {' or '.join(others)}" if others else reason


def _check_money(proposal: Proposal, connection: duckdb.DuckDBPyConnection) -> None:
    """Compare how money and pieces go together: a price per piece does not grow with the pieces."""
    columns = proposal.columns
    if not {"amount", "unit_price"} <= columns.keys():
        totals, prices = _how_money_grows(proposal, "amount", "unit_price", connection=connection)
        if "amount" in columns and prices > 2 * totals:
            proposal.checks["amount"] = "it does not grow with quantity: is it unit_price?"
        if "unit_price" in columns and totals > 2 * prices:
            proposal.checks["unit_price"] = "it grows with quantity: is it amount?"
    totals, prices = _how_money_grows(proposal, "unit_cost", connection=connection)
    if totals > 2 * prices:
        proposal.checks["unit_cost"] = "it grows with quantity: is it the cost of the whole line?"


def _how_money_grows(
    proposal: Proposal, *names: str, connection: duckdb.DuckDBPyConnection
) -> tuple[int, int]:
    """Return of how many products money grows with the pieces, and of how many it does not.

    Args:
        proposal: The proposal.
        names: The first of these names that is mapped is looked at.
        connection: Where the tables are.

    """
    columns = proposal.columns
    product = columns.get("product_id") or columns.get("product_name")
    money = next((columns[name_] for name_ in names if name_ in columns), None)
    if not product or not money or "quantity" not in columns:
        return 0, 0
    table = proposal.tables[0]

    def number(column: str) -> str:
        text = f"regexp_replace(cast({name(column)} as varchar), '[^0-9,.-]', '', 'g')"
        return f"try_cast(replace({text}, ',', '.') as double)"

    row = connection.execute(
        "select count(*) filter (where abs(p_max - p_min) <= 0.01 and a_max - a_min > 0.01),"
        " count(*) filter (where a_max - a_min <= 0.01) from ("
        f"select max(m) as a_max, min(m) as a_min, max(m / q) as p_max, min(m / q) as p_min"
        f" from (select {name(product)} as p, {number(money)} as m, {number(columns['quantity'])}"
        f" as q from {table.check_scan or table.scan} limit {_ROWS}) as cells"
        " where q > 0 and m > 0 group by p having count(distinct q) > 1) as products"
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def _read(proposal: Proposal, connection: duckdb.DuckDBPyConnection, *, is_guess: bool) -> None:
    """Read the source with the proposal; a guess that the reader refuses is taken back."""
    for _ in range(len(COLUMN_NAMES)):
        if is_guess:
            proposal.settings = replace(proposal.settings, custom_columns=_all_columns(proposal))
        proposal.reading = read_tables(proposal.settings, proposal.tables, connection)
        wrong = _optional_guess(proposal) if is_guess else None
        if wrong is None:
            break
        name_, fault = wrong
        column = proposal.columns.pop(name_)
        proposal.checks.pop(name_, None)
        proposal.checks[f"not {name_}"] = f'"{column}" is not {name_} ({fault.code})'
    required = (ColumnRequired, PriceRequired)
    proposal.questions = [f for f in proposal.reading.faults if not isinstance(f, required)]
    proposal.questions += [f for f in proposal.reading.faults if isinstance(f, required)]


def _all_columns(proposal: Proposal) -> dict[str, Any]:
    """Return custom_columns: the guesses, and what the user said, whatever its shape."""
    return {**proposal.columns, **proposal.own}


def _optional_guess(proposal: Proposal) -> tuple[str, Fault] | None:
    """Return a guess that is not required and that a fault is about."""
    codes = {
        "flag-unknown": "is_cancelled",
        "order-line-id-shared": "order_line_id",
    }
    for fault in proposal.reading.faults:
        about = codes.get(fault.code) or str(getattr(fault, "name", ""))
        is_mine = about in proposal.columns and about not in proposal.own
        # Without a column of states, what was cancelled would count.
        has_states = about == "is_cancelled" and proposal.columns.get(about) in proposal.states
        is_optional = about not in (*_REQUIRED, "quantity") and not has_states
        if is_mine and is_optional:
            return about, fault
    return None
