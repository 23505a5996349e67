"""The embedded demo dataset: a synthetic homeware shop with planted truth.

``python -m clientele.demo`` regenerates ``data/demo``, byte for byte. All that is random comes
from :class:`clientele.demo.dice.Dice`, all that is money is whole cents, and every file has an
explicit sort order, so the platform and the Python version leave no trace.
"""
