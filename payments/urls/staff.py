"""Staff pages under `/<organization>/money/`."""

from django.urls import path

from payments.views import authorizations, overview, terms

urlpatterns = [
    path("", overview.money, name="money"),
    path("authorizations/", authorizations.authorizations, name="authorizations"),
    path("authorizations/new/", authorizations.authorize, name="authorize"),
    path("authorizations/<str:reference>/", authorizations.authorization, name="authorization"),
    path("terms/", terms.terms_and_rates, name="terms_and_rates"),
    path("terms/new/<slug:kind>/", terms.draft_terms, name="draft_terms"),
    path("terms/<int:pk>/", terms.terms_version, name="terms_version"),
    path("rates/new/", terms.draft_rates, name="draft_rates"),
    path("rates/<int:pk>/", terms.rates_version, name="rates_version"),
]
