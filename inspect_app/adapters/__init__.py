"""What we borrow: one library per file, so that replacing a library is editing one file. Adapters know nothing of
the database, and the store knows nothing of them; actions bring the two together."""
