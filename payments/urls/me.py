"""A therapist's own pages about money, under `me/money/`."""

from django.urls import path

from payments.views import me

urlpatterns = [
    path("", me.money, name="my_money"),
    path("rates/<slug:slug>/", me.rates, name="my_rates"),
]
