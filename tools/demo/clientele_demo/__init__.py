"""The embedded demo dataset: a synthetic homeware shop with planted truth.

``script/demo`` writes ``data/demo`` again, byte for byte. All random numbers come from
:class:`clientele_demo.dice.Dice`, all money is whole cents, and every file has an explicit sort
order, so the result depends on neither the platform nor the version of Python.
"""
