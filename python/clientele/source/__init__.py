"""Reads what shops export: finds, checks, describes and opens the files that a source names."""
