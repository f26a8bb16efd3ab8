"""The clock, randomness, the server and its files."""
