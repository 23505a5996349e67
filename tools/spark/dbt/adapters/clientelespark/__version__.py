"""The version of the adapter, which is that of the project."""

version = "0.1.0"
