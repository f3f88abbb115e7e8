"""Addresses of accounts: invitations, claims, the second factor's way back, staff, and the demo's front door."""

from django.urls import path

from network import views_accounts, views_demo, views_identity, views_invitations, views_staff

STAFF, PERSON = "<slug:organization>/staff/", "<slug:organization>/staff/<int:pk>/"
INVITATIONS = "<slug:organization>/invitations/"

urlpatterns = [
    # the demo
    path("demo/", views_demo.demo, name="demo"),
    path("demo/sign-in/", views_demo.sign_in, name="demo_sign_in"),
    path("demo/clock/", views_demo.move_clock, name="demo_clock"),
    path("demo/looks/", views_demo.looks, name="looks"),
    # one's own account
    path("account/invitation/<str:token>/", views_accounts.invitation, name="invitation"),
    path("account/2fa/authenticate/", views_accounts.second_step, name="mfa_authenticate"),
    path("account/recovery/", views_accounts.recovery, name="account_recovery"),
    path("account/sessions/", views_accounts.end_sessions, name="end_sessions"),
    path("account/identity/", views_accounts.identity_code, name="identity_code"),
    path("account/email/", views_accounts.email, name="account_email"),
    path("account/involved/", views_accounts.involved, name="account_involved"),
    path("account/email/<str:token>/", views_accounts.new_address, name="new_address"),
    # colleagues
    path(STAFF, views_staff.staff, name="staff"),
    path(f"{STAFF}new/", views_staff.invite_colleague, name="invite_colleague"),
    path(PERSON, views_staff.member, name="member"),
    path(f"{PERSON}audit/", views_staff.member_audit, name="member_audit"),
    path(f"{PERSON}roles/", views_staff.member_roles, name="member_roles"),
    path(f"{PERSON}end/", views_staff.member_end, name="member_end"),
    path(f"{STAFF}invitations/<int:pk>/", views_staff.staff_invitation, name="staff_invitation"),
    # therapists
    path(INVITATIONS, views_invitations.invite, name="invite"),
    path(f"{INVITATIONS}new/", views_invitations.invite_therapist, name="invite_therapist"),
    path(f"{INVITATIONS}profiles/<str:reference>/", views_invitations.invite_owner, name="invite_owner"),
    path(f"{INVITATIONS}<int:pk>/", views_invitations.therapist_invitation, name="therapist_invitation"),
    # who somebody is
    path("<slug:organization>/claims/", views_identity.claims, name="claims"),
    path("<slug:organization>/claims/<int:pk>/", views_identity.claim, name="claim"),
    path("<slug:organization>/claims/<int:pk>/meeting/", views_identity.claim_meeting, name="claim_meeting"),
    path("<slug:organization>/recoveries/", views_identity.recoveries, name="recoveries"),
    path("<slug:organization>/recoveries/<int:pk>/", views_identity.recovery, name="recovery"),
    path("<slug:organization>/same-person/", views_identity.same_person, name="same_person"),
    path("<slug:organization>/same-person/<int:pk>/", views_identity.same_person_link, name="same_person_link"),
]
