"""Whether two engines build equal tables, row by row (script/parity)."""
