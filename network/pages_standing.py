"""The pages about standing: the list of therapists, and one therapist on one day, with what it rests on."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from network.access import Action, can, not_allowed
from network.formats import day, listed
from network.lanes import Bar, Lane, lanes
from network.models import Hold, Mode, Service
from network.parts import Act, Cell, Head, Link, Pager, Pair, Row, Tag
from network.queries.roster import PAGE
from network.queries.standing import Standing
from network.standing import Use
from network.transitions import Refusal
from network.words_standing import KINDS, Said, source_words

BEFORE, AFTER = timedelta(days=182), timedelta(days=548)  # how much of time the chart shows around the day asked
STATE_TAGS = {"onboarding": "draft", "active": "good", "leaving": "held", "ended": "draft", "declined": "stop"}
LANES = (
    ("grant", gettext_lazy("Approval")), ("acceptance", gettext_lazy("Terms accepted")),
    ("authority", gettext_lazy("Authority to practice")), ("insurance", gettext_lazy("Liability insurance")),
    ("hold", gettext_lazy("Holds")),
)
BARS = {"grant": "grant", "acceptance": "ok", "cover": "cover", "hold": "hold"}
SERVICES, MODES = dict(Service.choices), dict(Mode.choices)
STOPS = {"offer": gettext_lazy("new clients"), "session": gettext_lazy("sessions"), "release": gettext_lazy("money")}


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Everything `network/standing_list.html` shows."""

    title: str
    text: str
    heads: tuple
    rows: tuple
    pager: Pager
    links: tuple


@dataclass(frozen=True, slots=True)
class Line:
    """One service, place and way of meeting, with one answer per use."""

    what: str
    answers: tuple[Tag, ...]


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


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Everything `network/standing.html` shows. Reasons are empty for who may know only whether."""

    title: str
    verdict: str
    kind: str
    under: str
    crumbs: tuple
    facts: tuple
    reasons: tuple[Said, ...]
    uses: tuple[str, ...]
    lines: tuple[Line, ...]
    chart: object
    rows: tuple[Told, ...]
    history: tuple[Told, ...]
    holds: tuple[HoldLine, ...]
    may_hold: tuple
    leave: Act | None
    knows_why: bool


def roster_page(found, total, *, organization, on, page, search, actor) -> RosterPage:
    """The list of therapists."""
    knows_why = Action.SEE_FILE in actor.actions
    heads = [Head(_("Therapist")), Head(_("Offered to clients today")), Head(_("Agreement"), 2)]
    if knows_why:
        heads.append(Head(_("Why not"), 3))
    people = ngettext("%(count)s therapist", "%(count)s therapists", total) % {"count": total}
    return RosterPage(
        title=_("Who is in good standing?"),
        text=_("%(people)s · answers for %(day)s. Choose one to ask about any day.") % {"people": people, "day": day(on)},
        heads=tuple(heads),
        rows=tuple(_roster_row(row, organization, knows_why) for row in found),
        pager=_pager(total, page, reverse("standing", kwargs={"organization": organization.slug}), search),
        links=_links(organization, actor),
    )


def _links(organization, actor) -> tuple[Link, ...]:
    if Action.RECORD_NETWORK not in actor.actions:
        return ()
    return (Link(_("An existing network moves in"), reverse("record_network", kwargs={"organization": organization.slug})),)


def _roster_row(row, organization, knows_why) -> Row:
    practitioner = row.participation.practitioner
    url = reverse("standing_of", kwargs={"organization": organization.slug, "reference": practitioner.reference})
    taking_part = row.participation.state in ("active", "leaving")
    not_yet = Tag("draft", _("not yet") if row.participation.state == "onboarding" else _("no"))
    tag = yes_or_no(row.ok) if row.ok or taking_part else not_yet
    cells = [Cell(tag, "tag"), Cell(str(row.participation.get_state_display()), "text", 2)]
    if knows_why:
        cells.append(Cell(row.why.message if row.why else "", "text", 3, soft=True))
    return Row(practitioner.reference, practitioner.person.full_name, url, practitioner.reference, cells)


def yes_or_no(ok, until=None) -> Tag:
    """An answer as a tag: yes is plain, no is said with its shape."""
    if ok:
        return Tag("done", _("yes, through %(day)s") % {"day": day(until)} if until else _("yes"))
    return Tag("stop", _("no"))


def _pager(total, page, address, search) -> Pager:
    first, last = page * PAGE + 1, min((page + 1) * PAGE, total)
    shown = _("%(first)s to %(last)s of %(total)s") % {"first": min(first, total), "last": last, "total": total}
    newer, older = (f"{address}?{urlencode({'q': search, 'page': number})}" for number in (page - 1, page + 1))
    return Pager(shown, newer if page else "", older if last < total else "")


def standing_page(standing: Standing, participation, holds, *, actor, today, zone) -> StandingPage:
    """One therapist on one day."""
    organization, knows_why = participation.organization, Action.SEE_FILE in actor.actions
    here = {"organization": organization.slug, "reference": standing.reference}
    not_ok = [answer for answer in standing.answers if answer.need.use == Use.OFFER and not answer.ok]
    reasons = {reason.message: reason for answer in not_ok for reason in answer.reasons} if knows_why else {}
    return StandingPage(
        title=standing.name,
        verdict=verdict(standing, today),
        kind=kind(standing, not_ok),
        under=under(standing, not_ok),
        crumbs=(Link(_("Standing"), reverse("standing", kwargs={"organization": organization.slug})),),
        facts=facts(participation),
        reasons=tuple(reasons.values()),
        uses=(_("Offered to clients"), _("Sessions count"), _("No hold stops money")),
        lines=tuple(lines(standing)),
        chart=chart(standing, today) if knows_why else None,
        rows=tuple(dict.fromkeys(told(row) for row in standing.rows)) if knows_why else (),
        history=tuple(dict.fromkeys(told(row, history=True) for row in standing.history)) if knows_why else (),
        holds=tuple(hold_line(hold, here, actor) for hold in holds) if knows_why else (),
        may_hold=unless(actor, Action.HOLD, participation),
        leave=leaving(participation, here, actor),
        knows_why=knows_why,
    )


def facts(participation) -> tuple[Pair, ...]:
    """Her agreement with the organization."""
    tag = Tag(STATE_TAGS[participation.state], str(participation.get_state_display()))
    pairs = [Pair(_("Agreement"), tag), Pair(pgettext("number", "Reference"), participation.practitioner.reference)]
    if participation.last_day:
        pairs.append(Pair(_("Last day"), day(participation.last_day)))
    return tuple(pairs)


def verdict(standing: Standing, today: date) -> str:
    """The answer as one sentence, in the tense of the day."""
    values = {"name": standing.name, "day": day(standing.on)}
    if standing.in_good_standing:
        if standing.on == today:
            return _("Yes. %(name)s is in good standing today, %(day)s.") % values
        if standing.on < today:
            return _("Yes. %(name)s was in good standing on %(day)s.") % values
        return _("Yes. By what is recorded, %(name)s will be in good standing on %(day)s.") % values
    if standing.on == today:
        return _("No. %(name)s is not in good standing today, %(day)s.") % values
    if standing.on < today:
        return _("No. %(name)s was not in good standing on %(day)s.") % values
    return _("No. By what is recorded, %(name)s will not be in good standing on %(day)s.") % values


def kind(standing: Standing, not_ok) -> str:
    """Which face the answer has: yes is double, no is solid, a yes in part is dashed."""
    if not standing.in_good_standing:
        return "no"
    return "unknown" if not_ok else ""


def under(standing: Standing, not_ok) -> str:
    """What the sentence leaves out: by whose knowledge, and for what not."""
    parts = []
    if standing.known_at:
        parts.append(_("By what was known at the end of %(day)s.") % {"day": day(standing.known_at.date())})
    if standing.in_good_standing and not_ok:
        parts.append(_("Not for: %(what)s.") % {"what": listed(dict.fromkeys(question(answer.need) for answer in not_ok))})
    return " ".join(parts)


def question(need) -> str:
    """What is asked, in words: "Counseling, Ohio, by video"."""
    mode = dict(Mode.choices).get(need.mode, need.mode)
    service = dict(Service.choices).get(need.service, need.service)
    return ", ".join(str(part) for part in (service, need.client_in, mode, need.panel) if part)


def lines(standing: Standing):
    """One line per service, place and way of meeting; one answer per use, in the order of the uses."""
    found: dict[str, dict] = {}
    for answer in standing.answers:
        found.setdefault(question(answer.need), {})[answer.need.use] = yes_or_no(answer.ok, answer.until)
    for what, answers in found.items():
        yield Line(what, tuple(answers[use] for use in Use))


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
    who = row.recorded_by or _("the system")
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
    scope = listed(filter(None, (hold.jurisdiction, SERVICES.get(hold.service), MODES.get(hold.mode), hold.basis)))
    note = " · ".join(part for part in (_("stops %(what)s") % {"what": stops}, scope, hold.comment, source_words(hold.source)) if part)
    url = reverse("hold", kwargs={**here, "key": hold.key})
    acts = [Link(_("Correct the days"), f"{url}?do=correct"), Link(_("Void"), f"{url}?do=void")]
    if hold.last is None:
        acts.insert(0, Link(_("End"), f"{url}?do=end"))
    return HoldLine(str(hold.get_reason_display()), span(hold.first, hold.last), note, tuple(acts) if Action.HOLD in actor.actions else ())


def unless(actor, action, subject) -> tuple[Refusal, ...]:
    """Why the actor may not do this at all; empty when she may."""
    return () if can(actor, action, subject) else (Refusal("not_allowed", not_allowed(action)),)


def leaving(participation, here, actor) -> Act | None:
    """Ending the agreement, where there is one to end."""
    if participation.state not in ("onboarding", "active"):
        return None
    refused = unless(actor, Action.END_PARTICIPATION, participation)
    return Act("notice", _("Give notice"), reverse("notice", kwargs=here), refused, "get", "stop",
               allowed=_("No new clients from today; sessions through the last day you choose."))
