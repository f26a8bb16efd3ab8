"""Visits, orders and the history of an employer."""
