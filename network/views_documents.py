"""Serving files: by the row they hang on, through links of 60 seconds bound to one account, in a sandbox."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from network import clock, documents_read, links, views_errors
from network.access import Action, actor_for
from network.models import Document, Organization
from network.routes import SIGNED_IN, THERAPIST, page

SANDBOX = "sandbox; default-src 'none'; img-src 'self'; object-src 'none'; frame-ancestors 'none'"


@page(Action.SEE_FILE, audited=True)
@require_GET
def staff_document(request, reference):
    """A member of staff opens a file: recorded, then sent on to its short link."""
    return _to_file(request, reference)


@page(THERAPIST)
@require_GET
def own_document(request, reference):
    """A therapist opens a file of hers."""
    return _to_file(request, reference)


def _to_file(request, reference):
    document = get_object_or_404(Document.objects.visible_to(request.actor), reference=reference)
    if refusal := documents_read.held(document):
        return views_errors.held(request, refusal)
    answer = redirect(documents_read.link(document, actor=request.actor, at=clock.now()))
    answer["Cache-Control"] = "no-store"
    return answer


@page(Action.SEE_FILE, audited=True)
@require_GET
def staff_page(request, reference, number):
    """One page of a file as a picture: all that is ever shown of it."""
    return _page(request, reference, number)


@page(THERAPIST)
@require_GET
def own_page(request, reference, number):
    """One page of a therapist's own file as a picture."""
    return _page(request, reference, number)


def _page(request, reference, number):
    document = get_object_or_404(Document.objects.visible_to(request.actor), reference=reference)
    try:
        content = documents_read.look_at(document, number, actor=request.actor, at=clock.now())
    except documents_read.NotServed as error:
        raise Http404 from error
    return sandboxed(content, "image/jpeg", links.disposition(f"page-{number}.jpg", inline=True))


@page(SIGNED_IN)
@require_GET
def download(request, token):
    """The bytes, for the account the link was made for, while it may still read them."""
    try:
        claims = links.redeem(token)
    except links.BadLink as error:
        raise Http404 from error
    if claims.get("user") != request.user.pk:
        raise Http404
    document = _still_readable(request.user, claims)
    try:
        content = documents_read.open_bytes(document)
    except documents_read.NotServed as error:
        raise Http404 from error
    return as_response(document, content)


def _still_readable(user, claims):
    organization = None
    if claims.get("organization"):
        organization = get_object_or_404(Organization, pk=claims["organization"])
    on = clock.today(organization.zone) if organization else None
    actor = actor_for(user, organization, on=on)
    if actor is None:
        raise Http404
    document = get_object_or_404(Document.objects.visible_to(actor), storage_key=claims["key"])
    documents_read.permit(document, actor=actor, at=clock.now())
    return document


def as_response(document, content):
    """A response no browser runs, frames, sniffs or keeps. Pictures open in a sandbox; a PDF is saved (viewers need scripts)."""
    inline = document.content_type.startswith("image/")
    return sandboxed(content, document.content_type, links.disposition(document.filename, inline=inline))


def sandboxed(content, content_type, disposition):
    """Bytes that stay bytes: never run, framed by others, sniffed or kept."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = disposition
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Content-Security-Policy"] = SANDBOX
    return answer
