"""Which items are bought together."""
