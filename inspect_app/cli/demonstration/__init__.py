"""Invented people, employers and visits, played through the real interfaces."""
