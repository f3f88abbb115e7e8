"""Addresses of care."""
