"""The demo's mailbox: every mail that would have been sent."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from network.models import Message
from network.parts import Pager
from network.routes import DEMO, page

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the mailbox shows it."""

    key: int
    to: str
    address: str
    sender: str
    subject: str
    body: str
    language: str
    state: str
    at: datetime


@page(DEMO)
@require_GET
def mailbox(request):
    """The newest mails first; `q` looks in addresses, names and subjects, `before` goes on to older ones."""
    q, before = request.GET.get("q", "").strip()[:80], request.GET.get("before", "")
    rows = Message.objects.everywhere(reason="the demo's mailbox shows every mail").select_related("organization", "recipient__person")
    if q:
        named = Q(recipient__person__given_name__icontains=q) | Q(recipient__person__family_name__icontains=q)
        rows = rows.filter(Q(address__icontains=q) | Q(subject__icontains=q) | named)
    older = rows.filter(pk__lt=int(before)) if before.isdecimal() else rows
    mails = [_mail(row) for row in older.order_by("-pk")[: SHOWN + 1]]
    return render(request, "demo/mail.html", {"mails": mails[:SHOWN], "q": q, "pager": _pager(mails, q, bool(before))})


def _mail(row) -> Mail:
    return Mail(
        key=row.pk, to=row.recipient.person.full_name if row.recipient else "", address=row.address,
        sender=row.organization.name if row.organization else "Goodstanding", subject=row.subject, body=row.body,
        language=row.language, state=row.get_state_display(), at=row.created_at,
    )


def _pager(mails, q, paged) -> Pager | None:
    here, kept = reverse("demo-mail"), {"q": q} if q else {}
    more = len(mails) > SHOWN
    if not more and not paged:
        return None
    older = f"{here}?{urlencode({**kept, 'before': mails[SHOWN - 1].key})}" if more else ""
    newest = f"{here}?{urlencode(kept)}" if paged else ""
    return Pager(_("%(count)s mails") % {"count": len(mails[:SHOWN])}, newer=newest, older=older)
