"""Staff pages under `/<organization>/money/`."""

from django.urls import path

from payments.views import answers, authorizations, batches, lines, matches, overview, payees, terms

urlpatterns = [
    path("", overview.money, name="money"),
    path("authorizations/", authorizations.authorizations, name="authorizations"),
    path("authorizations/new/", authorizations.authorize, name="authorize"),
    path("authorizations/<str:reference>/", authorizations.authorization, name="authorization"),
    path("batches/", batches.batches, name="batches"),
    path("batches/from/new/", batches.new_paying_account, name="new_paying_account"),
    path("batches/from/<int:pk>/", batches.new_batch, name="new_batch"),
    path("batches/<str:reference>/", batches.batch, name="batch"),
    path("batches/<str:reference>/file/", batches.bank_file, name="bank_file"),
    path("bank/", answers.answers, name="answers"),
    path("lines/", lines.lines, name="lines"),
    path("lines/<int:pk>/", lines.line, name="line"),
    path("payees/", payees.payees, name="payees"),
    path("payees/new/", payees.new_payee, name="new_payee"),
    path("payees/<int:pk>/", payees.payee, name="payee"),
    path("payees/<int:pk>/matches/", matches.payee_matches, name="payee_matches"),
    path("terms/", terms.terms_and_rates, name="terms_and_rates"),
    path("terms/new/<slug:kind>/", terms.draft_terms, name="draft_terms"),
    path("terms/<int:pk>/", terms.terms_version, name="terms_version"),
    path("rates/new/", terms.draft_rates, name="draft_rates"),
    path("rates/<int:pk>/", terms.rates_version, name="rates_version"),
]
