"""Pictures, sound and stored evidence."""
