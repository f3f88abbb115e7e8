"""What one therapist's standing rests on: grants, covers and holds over time and in words, and what may be done about a hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.access import Action
from network.formats import day, listed
from network.lanes import Bar, Lane, lanes
from network.models import Hold, Service
from network.parts import Link, Tag
from network.queries.standing import Standing
from network.standing_rows import ACTED
from network.words_places import place, way
from network.words_standing import KINDS, source_words

BEFORE, AFTER = timedelta(days=182), timedelta(days=548)  # how much of time the chart shows around the day asked
LANES = (
    ("grant", gettext_lazy("Approval")), ("acceptance", gettext_lazy("Terms accepted")),
    ("authority", gettext_lazy("Authority to practice")), ("insurance", gettext_lazy("Liability insurance")),
    ("hold", gettext_lazy("Holds")),
)
BARS = {"grant": "grant", "acceptance": "ok", "cover": "cover", "hold": "hold"}
SERVICES = dict(Service.choices)
STOPS = {"offer": gettext_lazy("new clients"), "session": gettext_lazy("sessions"), "release": gettext_lazy("money")}


@dataclass(frozen=True, slots=True)
class Told:
    """One row of standing in words."""

    days: str
    what: str
    tag: Tag
    note: str


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold and what may be done about it."""

    what: str
    days: str
    note: str
    acts: tuple[Link, ...]


def chart(standing: Standing, today: date):
    """Grants, covers and holds around the day asked; the line stands at that day."""
    first, last = standing.on - BEFORE, standing.on + AFTER
    groups = {name: [] for name, _label in LANES}
    for row in standing.rows:
        name = row.what if row.kind == "cover" else row.kind
        if row.kind == "grant" and row.what == "denied":
            continue
        groups[name].append(Bar(BARS[row.kind], row.first, row.last, what_of(row)))
    months = [date(first.year + (first.month + n - 1) // 12, (first.month + n - 1) % 12 + 1, 1) for n in range(1, 26, 3)]
    return lanes(
        [Lane(str(label), groups[name]) for name, label in LANES], first=first, last=last, on=standing.on,
        ticks=[(month, day(month)) for month in months],
    )


def what_of(row) -> str:
    """What a row of standing is, in words."""
    if row.kind == "grant":
        return _("Approval") if row.what == "granted" else _("No approval")
    if row.kind == "hold":
        return _("Hold: %(why)s") % {"why": dict(Hold.Reason.choices).get(row.what, row.what)}
    words = str(KINDS.get(row.what, row.what))
    return words[:1].upper() + words[1:]


def span(first, last) -> str:
    """Two days in words; an open end says so."""
    if last is None:
        return _("from %(first)s") % {"first": day(first)}
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def told(row, history=False) -> Told:
    """One row, or one revision of it."""
    who = row.recorded_by or "Goodstanding"
    note = _("recorded %(day)s by %(who)s") % {"day": day(row.recorded_at), "who": who}
    parts = [note, source_words(row.source), row.comment]
    if history:
        parts.insert(0, _("revision %(number)s") % {"number": row.revision})
    if row.void:
        tag = Tag("draft", _("never was"))
    elif history and not row.counts:
        tag = Tag("draft", _("replaced"))
    else:
        tag = Tag("done", _("counts that day")) if row.in_force else Tag("draft", _("not that day"))
    return Told(span(row.first, row.last), what_of(row), tag, " · ".join(part for part in parts if part))


def hold_line(hold, here, actor) -> HoldLine:
    """One hold in force or open, with what may be done about it."""
    stops = listed(STOPS.get(use, use) for use in hold.stops)
    scope = listed(filter(None, (place(hold.jurisdiction), SERVICES.get(hold.service), way(hold.mode), hold.basis)))
    note = " · ".join(part for part in (_("stops %(what)s") % {"what": stops}, scope, hold.comment, source_words(hold.source)) if part)
    url = reverse("hold", kwargs={**here, "key": hold.key})
    acts = [Link(_("Correct the days"), f"{url}?do=correct"), Link(_("Void"), f"{url}?do=void")]
    if hold.last is None:
        acts.insert(0, Link(_("End"), f"{url}?do=end"))
    may = Action.HOLD in actor.actions and not hold.source.startswith(ACTED)  # one of an action is over when that is
    return HoldLine(str(hold.get_reason_display()), span(hold.first, hold.last), note, tuple(acts) if may else ())
