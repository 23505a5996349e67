"""The Python layer of clientele: it knows no dbt."""
