"""A therapist's own pages about money, under `me/money/`."""

from django.urls import path

from payments.views import account, me, my_papers, sessions

urlpatterns = [
    path("", me.money, name="my_money"),
    path("account/<slug:slug>/", account.account, name="my_account"),
    path("sessions/<str:reference>/", sessions.session_log, name="my_session_log"),
    path("invoices/<int:pk>/", sessions.invoice, name="my_invoice"),
    path("credit-notes/<int:pk>/", my_papers.credit_note, name="my_credit_note"),
    path("years/<slug:slug>/<int:year>/", my_papers.statement, name="my_statement"),
    path("lines/<int:pk>/", sessions.line, name="my_line"),
    path("payments/<int:pk>/", me.payment, name="my_payment"),
    path("rates/<slug:slug>/", me.rates, name="my_rates"),
]
