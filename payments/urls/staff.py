"""Staff pages under `/<organization>/money/`."""

from django.urls import path

from payments.views import authorizations, lines, overview, payees, settings, terms

urlpatterns = [
    path("", overview.money, name="money"),
    path("authorizations/", authorizations.authorizations, name="authorizations"),
    path("authorizations/new/", authorizations.authorize, name="authorize"),
    path("authorizations/<str:reference>/", authorizations.authorization, name="authorization"),
    path("lines/", lines.lines, name="lines"),
    path("lines/<int:pk>/", lines.line, name="line"),
    path("payees/", payees.payees, name="payees"),
    path("payees/new/", payees.new_payee, name="new_payee"),
    path("payees/<int:pk>/", payees.payee, name="payee"),
    path("terms/", terms.terms_and_rates, name="terms_and_rates"),
    path("terms/new/<slug:kind>/", terms.draft_terms, name="draft_terms"),
    path("terms/<int:pk>/", terms.terms_version, name="terms_version"),
    path("rates/new/", terms.draft_rates, name="draft_rates"),
    path("settings/", settings.money_settings, name="money_settings"),
    path("settings/<slug:slug>/", settings.money_setting, name="money_setting"),
    path("rates/<int:pk>/", terms.rates_version, name="rates_version"),
]
