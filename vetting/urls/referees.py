"""What a referee opens from a mail, without an account, under `account/reference/`."""

from django.urls import path

from vetting.views import referees

urlpatterns = [path("<str:token>/", referees.referee, name="referee")]
