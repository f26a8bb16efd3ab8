"""Pages, PDF and QR codes."""
