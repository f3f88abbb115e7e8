"""Authorizations for who issues them: all of them, and one with what may be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import amount, day
from network.keyed import pager
from network.models import Service
from network.parts import Entry, Link, Pager, Pair, Tag, Task
from network.transitions import refusals
from payments.models import Unit
from payments.pages.tabs import tabs
from payments.queries.authorizations import states_of


def of_units(row) -> str:
    """What is left of how much: `3 of 5 left`."""
    return _("%(left)s of %(units)s left") % {"left": row.left, "units": row.units}


def tag_of(row, on) -> Tag:
    """Where it stands; used up and past its window are derived."""
    if row.state != "issued":
        return Tag("draft", str(row.get_state_display()))
    if row.last < on:
        return Tag("draft", _("Ended %(day)s") % {"day": day(row.last)})
    if not row.left:
        return Tag("done", _("All used"))
    return Tag("warn", _("The last one")) if row.left == 1 and row.units > 1 else Tag("good", of_units(row))


def days_of(row) -> str:
    """Its window."""
    return f"{day(row.first)} – {day(row.last)}"


@dataclass(frozen=True, slots=True)
class AuthorizationsPage:
    """Everything `payments/authorizations.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    links: tuple[Link, ...]
    asked: tuple[Task, ...]
    tasks: tuple[Task, ...]
    pager: Pager


def authorizations_page(found, asked, *, organization, actor, on) -> AuthorizationsPage:
    """The newest first; above them what therapists ask for."""
    here = {"organization": organization.slug}
    tasks = tuple(
        Task(
            f"{row.reference} · {row.participation.practitioner.person.full_name}", tag_of(row, on),
            reverse("authorization", kwargs={**here, "reference": row.reference}), f"{Service(row.service).label}, {days_of(row)}",
        )
        for row in found.rows
    )
    links = (Link(_("Authorize sessions"), reverse("authorize", kwargs=here), note="primary"),)
    text = _("An accepted referral issues its own. What is issued by hand stands here with who did it.")
    pages = pager(found, reverse("authorizations", kwargs=here))
    here = tabs(organization, actor, "authorizations")
    return AuthorizationsPage(_("Authorizations"), text, here, links, tuple(map(_question, asked)), tasks, pages)


def _question(row) -> Task:
    """Somebody asks for more; answered on the page of the authorization."""
    label = f"{row.authorization.reference} · {row.authorization.participation.practitioner.person.full_name}"
    tag = Tag("ours", _("%(units)s more asked for") % {"units": row.units})
    where = {"organization": row.organization.slug, "reference": row.authorization.reference}
    return Task(label, tag, reverse("authorization", kwargs=where), row.reason)


@dataclass(frozen=True, slots=True)
class AuthorizationPage:
    """Everything `payments/authorization.html` shows beside its forms."""

    title: str
    crumbs: tuple[Link, ...]
    tag: Tag
    pairs: tuple[Pair, ...]
    entries: tuple[Entry, ...]
    zone: str
    may_change: bool
    asked: str
    off: tuple


def authorization_page(row, events, *, asked=None, actor, at, on) -> AuthorizationPage:
    """One authorization."""
    pairs = [
        Pair(_("Therapist"), row.participation.practitioner.person.full_name), Pair(_("Kind"), str(row.get_kind_display())),
        Pair(_("Service"), str(row.get_service_display())), Pair(_("Units"), of_units(row)), Pair(_("Days"), days_of(row)),
        Pair(_("Where the client is"), row.client_in or _unsaid(row)), Pair(_("Rate when it was issued"), rates_of(row)),
    ]
    if row.panel:
        pairs.append(Pair(_("Panel"), row.panel.name))
    if row.held is not None:
        pairs.append(Pair(_("Sessions held"), str(row.held)))
    if row.closing_form_on:
        pairs.append(Pair(_("Closing form came"), day(row.closing_form_on)))
    crumb = Link(_("Authorizations"), reverse("authorizations", kwargs={"organization": row.organization.slug}))
    return AuthorizationPage(
        row.reference, (crumb,), tag_of(row, on), tuple(pairs), tuple(map(_entry, events)), row.organization.zone,
        may_change=not refusals(row, "close", actor=actor, at=at), asked=_asked(asked),
        off=tuple(refusals(asked, "grant", actor=actor, at=at)) if asked else (),
    )


def _unsaid(row) -> str:
    """What it means that nobody said where the client is."""
    if not states_of(row.organization).exists():
        return _("not said")
    return _("not said, and without the state none of its sessions is paid: take it back and issue it again with the state")


def _asked(row) -> str:
    if row is None:
        return ""
    said = {"name": row.asked_by.full_name, "units": row.units, "reason": row.reason}
    return _("%(name)s asks for %(units)s more: “%(reason)s”") % said


def rates_of(row) -> str:
    """The snapshot in words."""
    said = [f"{amount(rate['minor'], rate['currency'])} · {Unit(rate['unit']).label}" for rate in row.rates]
    return ", ".join(said) or _("no rate was published")




def _entry(event) -> Entry:
    words = {
        "authorization.issued": _("Issued"), "authorization.extended": _("More units allowed"),
        "authorization.held": _("Sessions held written down"), "authorization.finish": _("Closed by the therapist"),
        "authorization.close": _("Closed"), "authorization.cancel": _("Canceled"),
        "extension_request.asked": _("More units asked for"), "extensionrequest.grant": _("More units granted"),
        "extensionrequest.decline": _("More units declined"), "session.logged": _("Session reported"),
    }
    reason = (event.payload.values or {}).get("reason", "")
    who = "person" if event.actor_roles else "them" if event.actor_id else "machine"
    return Entry(f"{words.get(event.action, event.action)} · {event.who}", event.at, who, reason)
