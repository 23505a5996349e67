"""The text that goes with the files."""

from typing import Final

from clientele.demo.shopdays import FIRST_DAY, LAST_DAY

README: Final = f"""# The demo dataset

A homeware shop from {FIRST_DAY} to {LAST_DAY}. **Every person and every order in it is invented**: \
`python -m clientele.demo` regenerates all of it, byte for byte. Amounts are in euros; blank is unknown.

- `customers.csv`: one customer a row, a few of whom never bought (and a few buyers are missing): customer_no, name, country, city, income (a year), birth_year, joined_on.
- `products.csv`: one product a row: sku, title, category, list_price (today's).
- `orders.csv`: one order or cancellation a row: order_no (`X…` = cancellation), customer_no (blank = guest), channel, country, placed_at.
- `order_lines.csv`: one line as received a row, exact repeats included: order_no, sku (or POST, GIFT, FEE, SAMPLE, MANUAL), title, quantity, price (a piece).
- `reviews.csv`: at most one review an order: order_no, stars (1-5), reviewed_at.
- `payments.csv`: one payment a row, one or two an order: order_no, method, amount.
- `truth/`, what is planted and may be found again: `customers.csv` (customer_no, archetype; one row for each customer whose orders stand), `archetypes.csv` (archetype, segment_id: each segment in which it may rightly land), `bundles.csv` (bundle, sku: products bought together).

The dirt of real data is planted too; the constants in `clientele/demo/dirt.py` and `cancellations.py` say how much of each kind.
"""  # noqa: E501
