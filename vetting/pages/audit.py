"""The audit trail as a page: who did what to what, when and why; and what was refused."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network.access import BY_NAME, Role
from network.formats import listed
from network.parts import Link, Pager
from vetting.pages.timeline import told
from vetting.words_events import act_words, attempt_words, subject_words
from vetting.words_refused import why


@dataclass(frozen=True, slots=True)
class Line:
    """One event or attempt. `url` leads to the file it is about; `codes` are why it was refused."""

    number: str
    at: datetime
    act: str
    who: str
    roles: str
    about: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Everything `vetting/audit.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    links: tuple[Link, ...]
    lines: tuple[Line, ...]
    numbered: bool
    pager: Pager


def audit_page(
    found, more, *, organization, view, filters, before, files, knows_why, takes, closed=frozenset(), unsaid=None
) -> AuditPage:
    """One page of events or of refused attempts; `files` are the references that have a page of their own.

    `closed`: the rows about somebody in whose matters the reader takes no part. They keep their number, day and author, and say no more.
    `unsaid` says of one event whether its words are closed to the reader, beside all of them where she `knows_why` of none.
    """
    address = reverse("audit", kwargs={"organization": organization.slug})
    tabs = [("events", _("What happened")), ("refused", _("Refused attempts"))]
    if view == "refused":
        lines = tuple(_attempt(row, organization, files) for row in found)
    else:
        lines = tuple(_event(row, organization, files, _note(row, knows_why, unsaid)) for row in found)
    lines = tuple(_closed(line) if row.pk in closed else line for row, line in zip(found, lines, strict=True))
    return AuditPage(
        title=_("What happened, by whom and why"),
        text=_("Nothing here can be changed or deleted. Each event carries the fingerprint of the one before it."),
        tabs=tuple(Link(label, f"{address}?{urlencode({**filters, 'view': key})}", current=key == view) for key, label in tabs),
        links=(Link(_("Audit samples"), reverse("samples", kwargs={"organization": organization.slug})),) if takes else (),
        lines=lines,
        numbered=view != "refused",  # a refused attempt stands outside the chain
        pager=_pager(lines, found, more, address, {**filters, "view": view}, before),
    )


def _note(event, knows_why, unsaid) -> str:
    if not knows_why:
        return ""
    return _("Not shown to you") if unsaid and unsaid(event) else told(event)


def _event(event, organization, files, note) -> Line:
    url = _file_url(event.about, organization, files)
    about = event.about if url else subject_words(event.subject)
    return Line(f"#{event.sequence}", event.at, act_words(event.action), event.who, _roles(event), about, url, note)


def _attempt(row, organization, files) -> Line:
    url = _file_url(row.subject, organization, files)
    about, who = attempt_words(row.subject), row.actor_label or _("not signed in")
    return Line("", row.at, capfirst(act_words(row.action)), who, "", about, url, why(row.codes))


def _closed(line: Line) -> Line:
    return replace(line, act=_("Closed to you"), about="", url="", note=_("You take no part in what is decided about this therapist."))


def _roles(event) -> str:
    names = {**dict(Role.choices), **{kind: kind.label for kind in BY_NAME}}
    return listed(str(names.get(role, role)) for role in event.actor_roles)


def _file_url(about, organization, files) -> str:
    return reverse("file", kwargs={"organization": organization.slug, "reference": about}) if about in files else ""


def _pager(lines, found, more, address, filters, before) -> Pager:
    def link(number=None):
        return f"{address}?{urlencode({**filters, **({'before': number} if number else {})})}"

    last = (getattr(found[-1], "sequence", None) or found[-1].pk) if found else None
    shown = _("%(count)s shown, newest first") % {"count": len(lines)}
    return Pager(shown, newer=link() if before is not None else "", older=link(last) if more else "")
