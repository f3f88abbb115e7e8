"""What a therapist opens from a mail, without signing in, under `account/availability/`."""

from django.urls import path

from network.care.views import links

urlpatterns = [path("<str:token>/", links.availability_link, name="availability_link")]
