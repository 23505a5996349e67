"""What the cells of a source mean: text, numbers, dates, flags and currencies."""
