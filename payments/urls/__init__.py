"""The addresses of payments."""
