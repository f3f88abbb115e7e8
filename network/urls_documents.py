"""Addresses of files, and of the demo's mailbox."""

from django.urls import path

from network import views_documents, views_mail

urlpatterns = [
    path("me/documents/<uuid:reference>/", views_documents.own_document, name="own-document"),
    path("me/documents/<uuid:reference>/pages/<int:number>/", views_documents.own_page, name="own-document-page"),
    path("documents/<str:token>/", views_documents.download, name="document-file"),
    path("demo/mail/", views_mail.mailbox, name="demo-mail"),
    path("<slug:organization>/documents/<uuid:reference>/", views_documents.staff_document, name="staff-document"),
    path(
        "<slug:organization>/documents/<uuid:reference>/pages/<int:number>/", views_documents.staff_page,
        name="staff-document-page",
    ),
]
