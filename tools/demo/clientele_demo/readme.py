"""The text that goes with the files."""

from typing import Final

from clientele_demo.shopdays import FIRST_DAY, LAST_DAY

README: Final = f"""# The demo dataset

The sales of a homeware shop from {FIRST_DAY} to {LAST_DAY}. **Every person and every order is invented.** `script/demo` writes all files again, byte for byte. Amounts are in euros. A blank cell means unknown.

- `customers.csv`: one row per customer: customer_no, name, country, city, income (per year), birth_year, joined_on. A few customers never bought, and a few buyers are missing.
- `products.csv`: one row per product: sku, title, category, list_price (today's).
- `orders.csv`: one row per order or cancellation: order_no (`X…` = cancellation), customer_no (blank = guest), channel, country, placed_at.
- `order_lines.csv`: one row per line as received, with exact repeats: order_no, sku (or POST, GIFT, FEE, SAMPLE, MANUAL), title, quantity, price (per piece).
- `reviews.csv`: one row per review, at most one per order: order_no, stars (1-5), reviewed_at.
- `payments.csv`: one row per payment, one or two per order: order_no, method, amount.
- `truth/` holds what is planted, so that tests can look for it: `customers.csv` (customer_no, archetype; one row per customer who has an order left after cancellations), `archetypes.csv` (archetype, segment_id: each segment in which a customer of the archetype may land), `bundles.csv` (bundle, sku: products bought together), `sequences.csv` (sequence, first_sku, then_sku, fewest_days, most_days, customers: so many customers buy the second product so many days after the first), `rhythms.csv` (customer_no, sku, times, median_days: a customer buys the product at even distances).

The errors of real data are planted too. The constants in `tools/demo/clientele_demo/dirt.py` and `cancellations.py` say how many of each kind.
"""  # noqa: E501
