"""What the demo adds of payments."""
