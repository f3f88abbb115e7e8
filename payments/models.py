"""Payments has no tables yet: terms are acceptances in `network`."""
