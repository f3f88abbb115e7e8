"""What forms of vetting ask."""
