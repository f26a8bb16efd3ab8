"""Risk scores and their reasons."""
