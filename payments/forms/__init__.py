"""The forms of payments."""
