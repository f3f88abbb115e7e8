"""Read models for screens and other apps."""
