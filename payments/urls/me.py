"""A therapist's own pages about money, under `me/money/`."""

from django.urls import path

from payments.views import account, me, sessions

urlpatterns = [
    path("", me.money, name="my_money"),
    path("account/<slug:slug>/", account.account, name="my_account"),
    path("sessions/<str:reference>/", sessions.session_log, name="my_session_log"),
    path("invoices/<int:pk>/", sessions.invoice, name="my_invoice"),
    path("lines/<int:pk>/", sessions.line, name="my_line"),
    path("payments/<int:pk>/", me.payment, name="my_payment"),
    path("rates/<slug:slug>/", me.rates, name="my_rates"),
]
