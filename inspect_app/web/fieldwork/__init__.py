"""What tablets send, and what it adds up to."""
