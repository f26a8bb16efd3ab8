"""The forms inspectors carry, and the language of their conditions."""
