"""Addresses of vetting's pages: a therapist's own under `me/`, staff's under their organization."""
