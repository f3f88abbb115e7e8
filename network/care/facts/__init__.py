"""Reads rows once and builds what the rules take."""
