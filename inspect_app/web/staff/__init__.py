"""Who signs in, what they may do, and the audit log."""
