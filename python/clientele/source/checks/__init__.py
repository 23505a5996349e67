"""What is checked before anything is built: one file per kind of check."""
