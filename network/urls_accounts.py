"""Addresses of accounts: invitations, claims, the second factor's way back, staff, and the demo's front door."""

urlpatterns: list = []
