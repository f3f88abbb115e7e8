"""Rows read once, as what the rules take."""
