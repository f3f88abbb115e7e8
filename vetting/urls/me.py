"""A therapist's own pages about her profile and her applications, under `me/`."""

urlpatterns: list = []
