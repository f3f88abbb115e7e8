"""The pages of payments, as frozen values."""
