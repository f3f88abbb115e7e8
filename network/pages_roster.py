"""The list of an organization's therapists, each with today's answer: may she be offered to clients?"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Action
from network.formats import day
from network.keyed import pager
from network.parts import Cell, Head, Link, Pager, Row, Tag


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Everything `network/standing_list.html` shows."""

    title: str
    text: str
    heads: tuple
    rows: tuple
    pager: Pager
    links: tuple


def roster_page(found, total, *, organization, on, search, actor, closed=()) -> RosterPage:
    """The list of therapists; of those `closed` to the reader, who takes no part in what is decided about them, not why."""
    knows_why = Action.SEE_FILE in actor.actions
    heads = [Head(_("Therapist")), Head(_("Offered to clients today")), Head(_("Agreement"), 2)]
    if knows_why:
        heads.append(Head(_("Why not"), 3))
    people = ngettext("%(count)s therapist", "%(count)s therapists", total) % {"count": total}
    return RosterPage(
        title=_("Who is in good standing?"),
        text=_("%(people)s · answers for %(day)s. Choose one to ask about any day.") % {"people": people, "day": day(on)},
        heads=tuple(heads),
        rows=tuple(_roster_row(row, organization, knows_why, closed) for row in found.rows),
        pager=pager(found, reverse("standing", kwargs={"organization": organization.slug}), q=search),
        links=_links(organization, actor),
    )


def _links(organization, actor) -> tuple[Link, ...]:
    here = {"organization": organization.slug}
    known = (
        (Action.SEE_QUEUE, "undelivered", _("Mail that did not arrive")),
        (Action.RECORD_NETWORK, "record_network", _("An existing network moves in")),
        (Action.RECORD_NETWORK, "roster_csv", _("The roster as CSV")), (Action.RECORD_NETWORK, "roster_xlsx", _("The roster as XLSX")),
        (Action.SEE_KEPT, "kept", _("Records kept and erased")),
    )
    return tuple(Link(label, reverse(name, kwargs=here)) for action, name, label in known if action in actor.actions)


def _roster_row(row, organization, knows_why, closed) -> Row:
    practitioner = row.participation.practitioner
    url = reverse("standing_of", kwargs={"organization": organization.slug, "reference": practitioner.reference})
    taking_part = row.participation.state in ("active", "leaving")
    today = _available(row.ok, taking_part, row.participation.state == "onboarding")
    cells = [Cell(today, "tag"), Cell(str(row.participation.get_state_display()), "text", 2)]
    if knows_why:
        why = _("Closed to you") if practitioner.pk in closed else row.why.message if row.why else ""
        cells.append(Cell(why, "text", 3, soft=True))
    return Row(practitioner.reference, practitioner.person.full_name, url, practitioner.reference, cells)


def _available(ok, taking_part, coming) -> Tag:
    """Today's answer with what it answers: on a phone no head stands above it."""
    if ok:
        return Tag("done", _("Available: yes"))
    return Tag("stop", _("Available: no")) if taking_part else Tag("draft", _("Available: not yet") if coming else _("Available: no"))

