"""Calls for help and who is on duty."""
