"""What workers say at check-in points."""
