"""Staff pages under `/<organization>/money/`."""

from django.urls import path

from payments.views import answers, authorizations, batches, ledger, lines, overview, payees, recoveries, terms, years

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
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/accounts/", ledger.bookkeeping, name="bookkeeping"),
    path("ledger/export/", ledger.ledger_csv, name="ledger_csv"),
    path("recoveries/", recoveries.recoveries, name="recoveries"),
    path("recoveries/<int:pk>/", recoveries.recovery, name="recovery"),
    path("years/", years.year_totals, name="year_totals"),
    path("years/<int:year>/export/", years.year_csv, name="year_csv"),
    path("years/<int:year>/<int:pk>/", years.year_statement, name="year_statement"),
    path("credit-notes/<int:pk>/", years.credit_note, name="credit_note"),
    path("payees/", payees.payees, name="payees"),
    path("payees/new/", payees.new_payee, name="new_payee"),
    path("payees/<int:pk>/", payees.payee, name="payee"),
    path("terms/", terms.terms_and_rates, name="terms_and_rates"),
    path("terms/new/<slug:kind>/", terms.draft_terms, name="draft_terms"),
    path("terms/<int:pk>/", terms.terms_version, name="terms_version"),
    path("rates/new/", terms.draft_rates, name="draft_rates"),
    path("rates/<int:pk>/", terms.rates_version, name="rates_version"),
]
