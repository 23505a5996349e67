"""Who buys: invented customers, each with an archetype and the days on which they order."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from clientele_demo.archetypes import ARCHETYPES, STRAY_PERCENT, Archetype
from clientele_demo.dice import Dice, Weights
from clientele_demo.shopdays import AS_OF, FIRST_DAY, LAST_DAY, likely_day

NEVER_BOUGHT: Final = 25
FIRST_NUMBER: Final = 10001
NO_INCOME_PERCENT: Final = 8

# Every given name is a plant or a stone, every family name says "example" in some language.
# fmt: off
_GIVEN: Final = (
    "Alder", "Amber", "Aster", "Basil", "Beryl", "Bramble", "Briar", "Cedar", "Clover", "Coral",
    "Dahlia", "Fennel", "Fern", "Flint", "Ginger", "Hazel", "Heather", "Holly", "Iris", "Ivy",
    "Jasper", "Juniper", "Laurel", "Lichen", "Linden", "Lotus", "Marble", "Mint", "Moss",
    "Myrtle", "Nettle", "Olive", "Onyx", "Opal", "Pearl", "Pebble", "Poppy", "Quartz", "Reed",
    "Rowan", "Ruby", "Rue", "Saffron", "Sage", "Slate", "Sorrel", "Tansy", "Thistle", "Thyme",
    "Topaz", "Violet", "Willow", "Yarrow", "Zinnia",
)
# fmt: on

# country: (share of customers, {city: weight}, family names).
_COUNTRIES: Final[dict[str, tuple[int, dict[str, int], tuple[str, ...]]]] = {
    "Germany": (
        27,
        {"Berlin": 30, "Hamburg": 20, "München": 18, "Köln": 14, "Leipzig": 10, "Dresden": 8},
        ("Beispiel", "Mustermann", "Musterfrau", "Probeheim", "Vorlage"),
    ),
    "France": (
        22,
        {"Paris": 34, "Lyon": 18, "Marseille": 16, "Lille": 12, "Nantes": 12, "Orléans": 8},
        ("Exemplaire", "Spécimen", "Modèle", "Échantillon", "Témoin"),
    ),
    "Netherlands": (
        14,
        {"Amsterdam": 36, "Rotterdam": 26, "Utrecht": 22, "Groningen": 16},
        ("Voorbeeld", "van Proef", "Toonbeeld", "de Model"),
    ),
    "Belgium": (
        12,
        {"Brussels": 34, "Antwerp": 28, "Ghent": 22, "Liège": 16},
        ("Voorbeeld", "Exemplaire", "Monster", "Modèle"),
    ),
    "Italy": (
        9,
        {"Milano": 34, "Roma": 30, "Torino": 20, "Bologna": 16},
        ("Esempio", "Modello", "Campione", "Prova"),
    ),
    "Spain": (
        8,
        {"Madrid": 36, "Barcelona": 34, "Sevilla": 16, "Málaga": 14},
        ("Ejemplo", "Muestra", "Modelo", "Prueba"),
    ),
    "Sweden": (
        5,
        {"Stockholm": 46, "Göteborg": 32, "Malmö": 22},
        ("Exempelsson", "Provberg", "Mönsterlund"),
    ),
    "Portugal": (
        3,
        {"Lisboa": 56, "Porto": 44},
        ("Exemplo", "Amostra", "Padrão"),
    ),
}
_COUNTRY_NAMES: Final = tuple(_COUNTRIES)
_COUNTRY_WEIGHTS: Final = Weights([share for share, _, _ in _COUNTRIES.values()])


@dataclass
class Person:
    """One customer; ``archetype`` is None for who never bought for good, ``income`` in euros."""

    archetype: Archetype | None
    name: str
    country: str
    city: str
    income: int | None
    birth_year: int
    joined_on: date
    order_days: list[date] = field(default_factory=list)
    customer_no: str = ""


def any_country(dice: Dice) -> str:
    """Return a country of the shop's customers, the big ones more often."""
    return dice.weighted(_COUNTRY_NAMES, _COUNTRY_WEIGHTS)


def invent_people(dice: Dice) -> list[Person]:
    """Return all customers but the one of :func:`invent_stranger`, not yet numbered."""
    people = [
        _invent(dice, archetype, _order_days(dice, archetype))
        for archetype in ARCHETYPES
        for _ in range(archetype.customers)
    ]
    people += [_invent(dice, None, []) for _ in range(NEVER_BOUGHT)]
    return dice.sample(people, len(people))


def invent_stranger(dice: Dice, joined_on: date) -> Person:
    """Return a customer without archetype, who joins and orders on one day."""
    person = _invent(dice, None, [joined_on])
    person.joined_on = joined_on
    return person


def number_people(people: list[Person]) -> None:
    """Sort the customers by the day on which they joined, and number them in that order."""
    people.sort(key=lambda person: person.joined_on)
    for number, person in enumerate(people, start=FIRST_NUMBER):
        person.customer_no = f"C{number}"


def _invent(dice: Dice, archetype: Archetype | None, order_days: list[date]) -> Person:
    country = any_country(dice)
    _, cities, families = _COUNTRIES[country]
    low, high = archetype.income if archetype else (20, 60)
    income = dice.bell(low * 1000, high * 1000)
    return Person(
        archetype=archetype,
        name=f"{dice.pick(_GIVEN)} {dice.pick(families)}",
        country=country,
        city=dice.weighted(tuple(cities), Weights(tuple(cities.values()))),
        income=None if dice.chance(NO_INCOME_PERCENT) else income,
        birth_year=dice.bell(1942, 2006),
        joined_on=_joined_on(dice, order_days),
        order_days=order_days,
    )


def _joined_on(dice: Dice, order_days: list[date]) -> date:
    if not order_days:
        return likely_day(dice, 10, 700)
    first = order_days[0]
    if first < FIRST_DAY + timedelta(days=45):
        # Who buys in the first weeks mostly did so before: the shop is older than its data.
        return first - timedelta(days=dice.between(0, 900))
    # Most open their account with their first order, others look around for some weeks.
    return first if dice.chance(75) else first - timedelta(days=dice.between(1, 40))


def _order_days(dice: Dice, archetype: Archetype) -> list[date]:
    """Return the days of a customer's orders, sorted; a day may come twice."""
    last = likely_day(dice, *_recency(dice, archetype))
    orders = dice.pick(archetype.orders)
    days_back = (AS_OF - last).days
    oldest = (AS_OF - FIRST_DAY).days
    span = min(dice.between(*archetype.gap) * (orders - 1), oldest - days_back)
    days = [last]
    if orders > 1:
        days.append(likely_day(dice, days_back + span * 9 // 10, days_back + span))
    while len(days) < orders:
        days.append(likely_day(dice, days_back, days_back + span))
    return sorted(days)


def _recency(dice: Dice, archetype: Archetype) -> tuple[int, int]:
    """Return the range of days in which the customer's last order falls."""
    low, high = archetype.recency
    if dice.chance(STRAY_PERCENT):
        low, high = max(low // 2, 1), high * 3 // 2
    return low, min(high, (LAST_DAY - FIRST_DAY).days)
