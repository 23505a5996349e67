"""What the shop sells: products, their popularity, and the bundles bought together."""

from dataclasses import dataclass
from typing import Final

from clientele_demo.dice import Dice, Weights

# category: (prefix of the sku, {article: list price in cents}, variants of every article).
_RANGE: Final[dict[str, tuple[str, dict[str, int], tuple[str, ...]]]] = {
    "Coffee & Tea": (
        "CT",
        {
            "Espresso Beans 500 g": 1290,
            "Filter Coffee 250 g": 690,
            "Pour-Over Dripper": 1890,
            "Paper Filters 100 pcs": 390,
            "Coffee Scoop": 540,
            "Stovetop Pot": 2490,
            "Leaf Tea 100 g": 750,
            "Tea Caddy": 1150,
            "Teapot 1 l": 2750,
            "Tea Strainer": 620,
            "Mug": 890,
        },
        ("House", "Dark"),
    ),
    "Kitchen": (
        "KI",
        {
            "Chopping Board": 1990,
            "Rolling Pin": 1240,
            "Mixing Bowl": 1490,
            "Whisk": 790,
            "Cake Tin": 1390,
            "Biscuit Cutters": 680,
            "Storage Jar": 940,
            "Measuring Jug": 1090,
            "Spice Rack": 2390,
            "Pepper Mill": 2190,
            "Wooden Spoon": 420,
        },
        ("Classic", "Large"),
    ),
    "Table": (
        "TA",
        {
            "Dinner Plate": 1190,
            "Soup Bowl": 990,
            "Water Glass": 590,
            "Wine Glass": 790,
            "Carafe": 1890,
            "Salad Servers": 1590,
            "Butter Dish": 1690,
            "Egg Cup": 450,
            "Serving Tray": 2690,
            "Coaster Set": 850,
            "Bread Basket": 1390,
        },
        ("White", "Blue"),
    ),
    "Linen": (
        "LI",
        {
            "Tea Towel": 790,
            "Napkin Pair": 890,
            "Tablecloth": 3890,
            "Table Runner": 1890,
            "Apron": 2190,
            "Oven Glove": 1190,
            "Cushion Cover": 1690,
            "Hand Towel": 1090,
            "Throw": 4490,
            "Shopping Bag": 690,
            "Bread Bag": 980,
        },
        ("Natural", "Striped"),
    ),
    "Garden": (
        "GA",
        {
            "Herb Seeds": 290,
            "Flower Seeds": 290,
            "Clay Pot": 690,
            "Hand Trowel": 1190,
            "Watering Can": 2290,
            "Plant Labels": 390,
            "Garden Twine": 490,
            "Bird Feeder": 1790,
            "Garden Gloves": 1090,
            "Lantern": 2490,
            "Planter Box": 2890,
        },
        ("Kitchen", "Cottage"),
    ),
    "Candles": (
        "CA",
        {
            "Taper Candle Pair": 590,
            "Pillar Candle": 890,
            "Tea Lights 24 pcs": 640,
            "Scented Candle": 1690,
            "Candlestick": 1490,
            "Candle Snuffer": 990,
            "Long Matches": 380,
            "Wax Melts": 720,
            "Candle Tray": 1190,
            "Glass Holder": 790,
            "Advent Candle": 1090,
        },
        ("Ivory", "Forest"),
    ),
    "Stationery": (
        "ST",
        {
            "Letter Paper": 790,
            "Envelopes 25 pcs": 490,
            "Sealing Wax": 650,
            "Notebook": 1190,
            "Pencil Set": 690,
            "Fountain Pen": 2690,
            "Ink Bottle": 1090,
            "Greeting Card": 350,
            "Gift Wrap Roll": 450,
            "Ribbon 5 m": 390,
            "Wall Calendar": 1490,
        },
        ("Plain", "Botanic"),
    ),
    "Toys": (
        "TO",
        {
            "Wooden Train": 2290,
            "Stacking Rings": 1390,
            "Rag Doll": 1990,
            "Jigsaw 100 pcs": 1190,
            "Spinning Top": 590,
            "Yo-Yo": 490,
            "Building Blocks": 2490,
            "Skipping Rope": 790,
            "Colouring Book": 550,
            "Crayons 12 pcs": 480,
            "Finger Puppet": 390,
        },
        ("Red", "Meadow"),
    ),
}

# Planted: products bought together far more often than by chance (bundle: titles).
_BUNDLES: Final[dict[str, tuple[str, ...]]] = {
    "pour_over": (
        "House Pour-Over Dripper",
        "House Paper Filters 100 pcs",
        "Dark Filter Coffee 250 g",
    ),
    "tea_time": (
        "House Teapot 1 l",
        "House Leaf Tea 100 g",
        "House Tea Strainer",
        "House Tea Caddy",
    ),
    "baking_day": ("Classic Rolling Pin", "Classic Biscuit Cutters", "Large Mixing Bowl"),
    "candlelight": ("Ivory Candlestick", "Ivory Taper Candle Pair"),
    "herb_garden": (
        "Kitchen Herb Seeds",
        "Kitchen Clay Pot",
        "Kitchen Plant Labels",
        "Kitchen Hand Trowel",
    ),
    "letter_writing": ("Botanic Letter Paper", "Botanic Envelopes 25 pcs", "Plain Sealing Wax"),
}

# Weight of the product of rank r is POPULARITY // (r + POPULARITY_SHIFT): a long tail whose head
# is not so heavy that every basket holds the same three articles.
POPULARITY: Final = 1_000_000
POPULARITY_SHIFT: Final = 12


@dataclass(frozen=True)
class Product:
    """One product; ``list_price`` in cents."""

    sku: str
    title: str
    category: str
    list_price: int


@dataclass(frozen=True)
class Catalogue:
    """All products in order of sku, how likely each is to be picked, and the bundles."""

    products: list[Product]
    popularity: Weights
    bundles: dict[str, list[Product]]


def build_catalogue(dice: Dice) -> Catalogue:
    """Return the catalogue; only the popularity ranks are random."""
    products = [
        Product(f"{prefix}{number}", f"{variant} {article}", category, price)
        for category, (prefix, articles, variants) in _RANGE.items()
        for number, (variant, article, price) in enumerate(
            (
                # The second variant of an article is the more expensive one.
                (variant, article, price + place * (price // 500 * 50))
                for article, price in articles.items()
                for place, variant in enumerate(variants)
            ),
            start=101,
        )
    ]
    products.sort(key=lambda product: product.sku)
    ranks = dice.sample(range(len(products)), len(products))
    by_title = {product.title: product for product in products}
    return Catalogue(
        products,
        Weights([POPULARITY // (rank + POPULARITY_SHIFT) for rank in ranks]),
        {name: [by_title[title] for title in titles] for name, titles in _BUNDLES.items()},
    )
