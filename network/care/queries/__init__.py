"""What screens read, as frozen values."""
