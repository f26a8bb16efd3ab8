"""Kills, cuts, reorders, duplicates and delays between a real drawer in Chromium and a real server: nothing is lost."""
