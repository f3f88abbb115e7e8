"""Rows of lists that may be a payee, and what two people said of them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import moment
from network.parts import Link, Tag, Task
from network.transitions import refusals

TAGS = {"proposed": "ours", "cleared": "good", "refused": "stop"}


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row nobody has said anything of, or one that waits: `waits` is its number, `off` why the reader may not agree."""

    key: str
    title: str
    text: str
    waits: int
    may: bool
    off: tuple


@dataclass(frozen=True, slots=True)
class MatchesPage:
    """Everything `payments/matches.html` shows beside its form."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    rows: tuple[OpenRow, ...]
    settled: tuple[Task, ...]


def matches_page(payee, found, rows, *, actor, at) -> MatchesPage:
    """`found` are the rows that stand in the way now; those that begin with `hit` are a therapist's own and judged in vetting."""
    here = {"organization": payee.organization.slug}
    waits = {row.key: row for row in rows if row.state == "proposed"}
    text = _("While one of these is open, nothing is paid to this payee. Two people decide; a name alone proves nothing.")
    return MatchesPage(
        _("On a list? %(name)s") % {"name": payee.name}, text,
        (Link(payee.name, reverse("payee", kwargs={**here, "pk": payee.pk})),),
        tuple(_open(key, listed, waits.get(key), actor, at, payee) for key, listed in found),
        tuple(_settled(row) for row in rows if row.state != "proposed"),
    )


def _open(key, listed, row, actor, at, payee) -> OpenRow:
    if key.startswith("hit:"):
        return OpenRow(key, listed, _("A match of the therapist herself: it is judged where her file is."), 0, may=False, off=())
    if row is None:
        text = _("Searched under the payee’s name or that of an account.")
        return OpenRow(key, listed, text, 0, may=can(actor, Action.MAKE_BATCH, payee), off=())
    said = {"name": row.proposed_by.full_name, "reason": row.reason}
    unmet = refusals(row, "clear", actor=actor, at=at)
    off = tuple(each for each in unmet if each.code != "not_allowed")
    text = _("%(name)s says that it is somebody else: “%(reason)s”") % said
    return OpenRow(key, listed, text, row.pk, may=can(actor, Action.RELEASE_BATCH, row), off=off)


def _settled(row) -> Task:
    said = _("%(proposed)s and %(settled)s, %(moment)s") % {
        "proposed": row.proposed_by.full_name, "settled": row.settled_by.full_name,
        "moment": moment(row.settled_at, row.organization.zone),
    }
    return Task(row.listed_as, Tag(TAGS[row.state], str(row.get_state_display())), "", said)
