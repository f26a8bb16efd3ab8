"""What Spotcheck costs, always beside what a bare program would cost on the same machine in the same minutes."""
