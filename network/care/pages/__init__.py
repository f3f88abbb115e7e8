"""Page objects of care."""
