"""Forms of care."""
