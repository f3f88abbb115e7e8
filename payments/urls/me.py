"""A therapist's own pages about money, under `me/money/`."""

from django.urls import path

from payments.views import account, me

urlpatterns = [
    path("", me.money, name="my_money"),
    path("account/<slug:slug>/", account.account, name="my_account"),
    path("rates/<slug:slug>/", me.rates, name="my_rates"),
]
