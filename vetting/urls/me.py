"""A therapist's own pages about her profile and her applications, under `me/`."""

from django.urls import path

from vetting.views import (
    me,
    me_appeals,
    me_application,
    me_apply,
    me_data,
    me_dates,
    me_items,
    me_moves,
    me_profile,
    me_renewal,
    me_signing,
)

MINE = "applications/<str:reference>/"

urlpatterns = [
    path("", me.home, name="me"),
    path("apply/", me_apply.apply, name="apply"),
    path("letters/", me.letters, name="my_letters"),
    path("data/", me_data.data, name="my_data"),
    path("sharing/", me.organizations, name="my_organizations"),
    path("profile/", me_profile.profile, name="my_profile"),
    path("dates/", me_dates.dates, name="my_dates"),
    path("dates/<slug:slug>/", me_dates.signature, name="my_sign_again"),
    path("moves/", me_moves.moves, name="my_moves"),
    path("questions/<str:key>/", me_profile.questions, name="my_questions"),
    path("requests/<int:pk>/", me_application.request_for_information, name="my_request"),
    path("appeals/<int:pk>/", me_appeals.appeal, name="my_appeal"),
    path("appeals/<int:pk>/withdrawal/", me_appeals.withdrawal, name="my_appeal_withdrawal"),
    path("terms/<slug:slug>/", me_signing.terms, name="my_terms"),
    path(MINE, me_application.application, name="my_application"),
    path(f"{MINE}rights/", me_application.rights, name="my_rights"),
    path(f"{MINE}changes/", me_renewal.changes, name="my_changes"),
    path(f"{MINE}where/", me_application.where, name="my_where"),
    path(f"{MINE}sharing/", me_application.sharing, name="my_sharing"),
    path(f"{MINE}check/", me_application.check, name="my_check"),
    path(f"{MINE}signature/", me_signing.signature, name="my_signature"),
    path(f"{MINE}withdrawal/", me_application.withdrawal, name="my_withdrawal"),
    path("<str:section>/", me_items.items, name="my_items"),
    path("<str:section>/add/", me_items.add, name="my_item_add"),
    path("<str:section>/<int:pk>/", me_items.item, name="my_item"),
    path("<str:section>/<int:pk>/removal/", me_items.removal, name="my_item_removal"),
]
