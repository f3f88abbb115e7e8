"""A therapist's own pages about clients, under `me/`."""

from django.urls import path

from network.care.views import availability, mine

OFFER, WHERE = "referrals/<int:pk>/", "availability/<slug:slug>/"

urlpatterns = [
    path("referrals/", mine.referrals, name="my_referrals"),
    path(OFFER, mine.offer, name="my_offer"),
    path(f"{OFFER}acceptance/", mine.accept, name="my_offer_accept"),
    path(f"{OFFER}refusal/", mine.decline, name="my_offer_decline"),
    path(f"{OFFER}appointment/", mine.arrange, name="my_offer_appointment"),
    path(WHERE, availability.availability, name="my_availability"),
    path(f"{WHERE}confirmation/", availability.confirm, name="my_availability_confirm"),
    path(f"{WHERE}away/", availability.away, name="my_away"),
]
