"""Every address. Staff pages live under their organization; the organization is in the address, never in the session."""

from django.urls import include, path

from network import views

urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", views.preferences, name="preferences"),
    path("healthz", views.health, name="health"),
    path("", include("network.urls_accounts")),  # before allauth: some of its addresses are answered by us
    path("account/reference/", include("vetting.urls.referees")),
    path("account/availability/", include("network.care.urls.links")),
    path("account/", include("allauth.urls")),
    path("", include("network.urls_documents")),
    path("me/money/", include("payments.urls.me")),  # before the sections of her profile: any one word under me/ is one
    path("me/", include("network.care.urls.me")),
    path("me/", include("vetting.urls.me")),
    path("<slug:organization>/", include("network.care.urls.staff")),
    path("<slug:organization>/money/", include("payments.urls.staff")),
    path("<slug:organization>/", include("vetting.urls.staff")),
]

handler400 = "network.views_errors.bad_request"
handler403 = "network.views_errors.not_yours"
handler404 = "network.views_errors.not_found"
handler429 = "network.views_errors.too_often"
handler500 = "network.views_errors.our_mistake"
