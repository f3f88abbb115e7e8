"""The demo's mailbox: every mail that would have been sent."""

from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import render
from django.views.decorators.http import require_GET

from network.models import Message
from network.routes import DEMO, page

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the mailbox shows it."""

    to: str
    sender: str
    subject: str
    body: str
    language: str
    state: str
    at: datetime


@page(DEMO)
@require_GET
def mailbox(request):
    """The newest mails first."""
    rows = Message.objects.everywhere(reason="the demo's mailbox shows every mail").select_related("organization")
    mails = [
        Mail(
            to=row.address, sender=row.organization.name if row.organization else "Goodstanding", subject=row.subject,
            body=row.body, language=row.language, state=row.get_state_display(), at=row.created_at,
        )
        for row in rows.order_by("-pk")[:SHOWN]
    ]
    return render(request, "demo/mail.html", {"mails": mails})
