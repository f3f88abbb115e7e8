"""Every address. Staff pages live under their organization; the organization is in the address, never in the session."""

from django.urls import include, path

from network import views

urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", views.preferences, name="preferences"),
    path("healthz", views.health, name="health"),
    path("account/", include("allauth.urls")),
    path("", include("network.urls_accounts")),
    path("", include("network.urls_documents")),
    path("me/", include("vetting.urls.me")),
    path("<slug:organization>/", include("vetting.urls.staff")),
]
