"""What intake sees of referrals."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.care.models import Referral
from network.care.queries.referrals import ReferralFile
from network.care.words import OUTCOMES, TASKS
from network.care.words_events import event_words
from network.formats import day, moment
from network.keyed import pager
from network.parts import Cell, Entry, Head, Link, Pager, Pair, Row, Tag, Task

STATE_TAGS = {
    "drafted": "draft", "offered": "theirs", "unplaced": "ours", "placed": "theirs", "active": "good", "transferred": "done",
    "withdrawn": "held", "closed": "done",
}
OFFER_TAGS = {"waiting": "draft", "open": "theirs", "accepted": "good", "declined": "stop", "lapsed": "held", "withdrawn": "held"}


@dataclass(frozen=True, slots=True)
class ListPage:
    """Everything `care/referrals.html` shows."""

    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """Everything `care/referral.html` shows. `may` names the acts that are open: withdraw, transfer, close, again, held."""

    title: str
    text: str
    tag: Tag
    facts: tuple[Pair, ...]
    offers: tuple[Task, ...]
    tasks: tuple[Task, ...]
    entries: tuple[Entry, ...]
    may: frozenset[str]
    call: Link


def list_page(organization, view, found, counts, tasks) -> ListPage:
    """The list of one view, with what is to be done above it."""
    words = {"open": _("Looking"), "placed": _("Accepted"), "active": _("Running"), "past": _("Ended")}
    here = reverse("referrals", kwargs={"organization": organization.slug})
    return ListPage(
        tabs=tuple(Link(f"{words[name]} ({counts[name]})", f"{here}?view={name}", current=name == view) for name in words),
        tasks=tuple(_task(organization, task) for task in tasks),
        heads=(Head(_("Referral")), Head(_("State")), Head(_("For"), rank=2), Head(_("With"), rank=2), Head(_("Since"), rank=3)),
        rows=tuple(_row(row) for row in found.rows),
        pager=pager(found, here, view=view),
    )


def _url(referral) -> str:
    return reverse("referral", kwargs={"organization": referral.organization.slug, "reference": referral.reference})


def _task(organization, task) -> Task:
    url = reverse("referral", kwargs={"organization": organization.slug, "reference": task.about})
    return Task(str(TASKS[task.kind]), Tag("ours", day(task.due_on)), url, task.about)


def _where(referral, task) -> str:
    """Where it is done, when that is another page."""
    if task.kind != "referral:more":
        return ""
    return reverse("authorization", kwargs={"organization": referral.organization.slug, "reference": referral.authorization})


def _row(referral: Referral) -> Row:
    who = referral.placed_with.practitioner.person.full_name if referral.placed_with else ""
    zone = referral.organization.zone
    cells = (
        Cell(Tag(STATE_TAGS[referral.state], str(referral.get_state_display())), part="tag"),
        Cell(str(referral.get_service_display()), rank=2), Cell(who, rank=2), Cell(moment(referral.state_since, zone), rank=3, soft=True),
    )
    return Row(referral.reference, referral.reference, _url(referral), str(referral.get_urgency_display()), cells)


def referral_page(file: ReferralFile) -> ReferralPage:
    """One referral. The offers say who was asked and what came of it."""
    referral, zone = file.referral, file.referral.organization.zone
    reached = reverse("call", kwargs={"organization": referral.organization.slug, "reference": referral.contact.reference})
    return ReferralPage(
        title=referral.reference, text=" · ".join(part for part in (str(referral.get_service_display()), referral.area) if part),
        tag=Tag(STATE_TAGS[referral.state], str(referral.get_state_display())), facts=tuple(_facts(referral)),
        offers=tuple(_offer(offer, zone) for offer in file.offers),
        tasks=tuple(Task(str(TASKS[task.kind]), Tag("ours", day(task.due_on)), _where(referral, task)) for task in file.tasks),
        entries=tuple(_entry(event) for event in file.events),
        may=_may(referral), call=Link(_("The call"), reached),
    )


def _entry(event) -> Entry:
    reason = (event.payload.values or {}).get("reason", "")
    return Entry(event_words(event.action), event.recorded_at, "person" if event.actor_id else "machine", reason)


def _may(referral) -> frozenset[str]:
    if referral.state in ("offered", "unplaced"):
        return frozenset({"withdraw"} | ({"again"} if referral.state == "unplaced" else set()))
    if referral.state in ("transferred", "closed"):
        return frozenset({"held"})
    return frozenset({"transfer", "close"}) if referral.state in ("placed", "active") else frozenset()


def _facts(referral):
    yield Pair(_("How soon"), str(referral.get_urgency_display()))
    yield Pair(_("Sessions"), str(referral.units))
    if referral.placed_with:
        yield Pair(_("With"), referral.placed_with.practitioner.person.full_name)
    if referral.appointment_on:
        yield Pair(_("First appointment"), day(referral.appointment_on))
    elif referral.appointment_by:
        yield Pair(_("Appointment by"), day(referral.appointment_by))
    if referral.authorization:
        yield Pair(_("Authorization"), referral.authorization)


def _offer(offer, zone) -> Task:
    tag = Tag(OFFER_TAGS[offer.state], str(offer.get_state_display()))
    return Task(offer.participation.practitioner.person.full_name, tag, "", _note(offer, zone))


def _note(offer, zone) -> str:
    if offer.state == "open":
        return _("Answer by %(moment)s") % {"moment": moment(offer.respond_by, zone)}
    if offer.state == "declined" and offer.reason:
        return str(offer.get_reason_display())
    return str(OUTCOMES.get(offer.why, "")) if offer.state == "withdrawn" else ""
