"""The sample of financial transactions, which ``script/demo`` writes.

There are six kinds of invented entities, which differ in how recently, how often and how much they
pay. A line holds an entity, a date, an amount and a category, but no product, quantity or number.
"""

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from clientele_demo.dice import Dice

LAST_DAY: Final = date(2024, 12, 31)
CATEGORIES: Final = (
    "Groceries",
    "Energy",
    "Insurance",
    "Travel",
    "Health",
    "Household",
    "Leisure",
    "Transport",
)


@dataclass(frozen=True)
class Kind:
    """How one kind of entity pays.

    ``recency`` is the range of days since the last payment, ``payments`` that of their number,
    ``gap`` that of the days between two, ``cents`` that of an amount, ``categories`` that of how
    many the entity uses.
    """

    entities: int
    recency: tuple[int, int]
    payments: tuple[int, int]
    gap: tuple[int, int]
    cents: tuple[int, int]
    categories: tuple[int, int]


KINDS: Final = (
    Kind(40, (0, 20), (26, 40), (8, 24), (9000, 32000), (6, 8)),
    Kind(80, (0, 30), (14, 22), (18, 40), (3000, 9000), (4, 6)),
    Kind(70, (30, 90), (6, 10), (30, 60), (2500, 8000), (3, 5)),
    Kind(50, (0, 45), (1, 3), (10, 30), (1000, 4000), (1, 2)),
    Kind(60, (150, 300), (5, 11), (20, 45), (2500, 9000), (2, 5)),
    Kind(40, (360, 600), (1, 2), (15, 40), (1000, 4000), (1, 2)),
)


def render() -> str:
    """Return the CSV file: `entity,date,amount,category`, by date."""
    dice = Dice(20241231)
    lines: list[tuple[date, str, int, str]] = []
    number = 0
    for kind in KINDS:
        for _ in range(kind.entities):
            number += 1
            lines += payments(dice, kind, f"E{number:04}")
    lines += dirt(dice, lines)
    rows = [
        f"{entity},{day.isoformat()},{'-' if cents < 0 else ''}{abs(cents) // 100}"
        f".{abs(cents) % 100:02},{category}"
        for day, entity, cents, category in sorted(lines)
    ]
    return "\n".join(["entity,date,amount,category", *rows]) + "\n"


def payments(dice: Dice, kind: Kind, entity: str) -> list[tuple[date, str, int, str]]:
    """Draw the payments of one entity, the last one first."""
    categories = dice.sample(CATEGORIES, dice.between(*kind.categories))
    day = LAST_DAY - timedelta(days=dice.between(*kind.recency))
    lines = []
    for _ in range(dice.between(*kind.payments)):
        lines.append((day, entity, dice.bell(*kind.cents), dice.pick(categories)))
        day -= timedelta(days=dice.between(*kind.gap))
    return lines


def dirt(dice: Dice, lines: list[tuple[date, str, int, str]]) -> list[tuple[date, str, int, str]]:
    """Draw what every ledger has: refunds, payments without an entity, and exact duplicates."""
    refunds = [
        (min(day + timedelta(days=3), LAST_DAY), entity, -cents, category)
        for day, entity, cents, category in dice.sample(lines, 6)
    ]
    anonymous = [(day, "", cents, category) for day, _, cents, category in dice.sample(lines, 4)]
    return refunds + anonymous + dice.sample(lines, 5)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m clientele_demo.transactions")
    parser.add_argument("--into", type=Path, default=Path("data/sample/transactions.csv"))
    path: Path = parser.parse_args().into
    path.write_text(render(), encoding="utf-8", newline="\n")
    print(f"{path}: {len(render().splitlines()) - 1:,} transactions")


if __name__ == "__main__":
    main()
