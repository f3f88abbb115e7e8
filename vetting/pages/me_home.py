"""Her start page: one sentence, what waits on her, where each application is, her standing in plain words."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day
from network.parts import Link, Tag, Task
from vetting.labels import STATE_TAGS
from vetting.pages.me_duties import act, duties_of, first
from vetting.pages.me_endings import consequence
from vetting.pages.me_tracker import Tracker, tracker
from vetting.pages.me_words import marked, told
from vetting.queries.mine import Ending, Mine, Standing

SOON = 90  # days before the end of evidence on which she is first told


@dataclass(frozen=True, slots=True)
class Card:
    """One application: its head, and its tracker once it was sent in."""

    title: str
    note: str
    tracker: Tracker
    link: Link


@dataclass(frozen=True, slots=True)
class Place:
    """Her standing in one organization."""

    name: str
    tag: Tag
    text: str
    reasons: tuple[str, ...]
    link: Link | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything `me/home.html` shows."""

    sentence: str
    text: str
    act: Link
    other: Link | None
    tasks: tuple[Task, ...]
    cards: tuple[Card, ...]
    places: tuple[Place, ...]
    earlier: tuple[Task, ...]


def home_page(
    applications: list[Mine], standings: list[Standing], endings: list[Ending], *, on: date, asked=(), rights=(), others=(),
) -> HomePage:
    """Build her start page; `rights` are those to appeal what was done about her, `others` tasks that other apps have for her."""
    open_ones = [mine for mine in applications if mine.application.is_open]
    duties = duties_of(applications, standings, endings, on, asked)
    known = bool(open_ones or standings)
    return HomePage(
        sentence=_sentence(duties, open_ones, standings, known, others),
        text=consequence(endings, standings, on),
        act=act(duties, known),
        other=Link(_("Apply to another network"), reverse("apply")) if known else None,
        tasks=(*others, *(duty.task for duty in duties)),
        cards=tuple(_card(mine) for mine in open_ones if mine.application.state != "draft"),
        places=tuple(_place(row, applications) for row in standings),
        earlier=(
            *(_right(row) for row in rights), *(_earlier(mine) for mine in applications if not mine.application.is_open),
        ),
    )


def _sentence(duties, open_ones, standings, known, others=()) -> str:
    if not known and not duties:
        return _("You fill in your profile once. Then you apply to a network, and to the next one in minutes.")
    approved = next((row for row in standings if row.approved_until), None)
    parts = [_approved(approved)] if approved else []
    if duties:
        parts.append(first(duties))
    elif others:
        words = ngettext("%(count)s thing waits for you below.", "%(count)s things wait for you below.", len(others))
        parts.append(words % {"count": len(others)})
    elif open_ones:
        name = open_ones[0].application.organization.name
        parts.append(marked(_("{name} has your application. You have nothing to do now."), name=name))
    else:
        parts.append(_("You have nothing to do now."))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _approved(row: Standing):
    if row.approved_until == date.max:
        return marked(_("You are approved at {name}."), name=row.organization.name)
    return marked(_("You are approved at {name} through {day}."), name=row.organization.name, day=day(row.approved_until))


def _card(mine: Mine) -> Card:
    application = mine.application
    url = reverse("my_application", kwargs={"reference": application.reference})
    title = _("Your application to %(name)s") % {"name": application.organization.name}
    note = f"{application.reference} · {application.get_kind_display()}"
    return Card(title, note, tracker(mine), Link(_("Open this application"), url))


def _right(right) -> Task:
    """What was done about her, and her right to appeal it."""
    kind = "ours" if right.state in ("open", "received") else "draft"
    tag = Tag(kind, _("Until %(day)s") % {"day": day(right.until)} if right.state == "open" else str(right.get_state_display()))
    label = _("Appeal: %(what)s") % {"what": right.against}
    return Task(label, tag, reverse("my_appeal", kwargs={"pk": right.pk}), right.organization.name)


def _earlier(mine: Mine) -> Task:
    """A decided or closed application: it stays readable."""
    application = mine.application
    tag = Tag(STATE_TAGS[application.state], application.get_state_display())
    url = reverse("my_application", kwargs={"reference": application.reference})
    since = day(application.state_since, application.organization.zone)
    return Task(application.organization.name, tag, url, f"{application.reference} · {application.get_kind_display()} · {since}")


def _place(row: Standing, applications) -> Place:
    name = row.organization.name
    reasons = tuple(told(reason) for reason in row.reasons)
    link = None
    if row.terms_open:
        link = Link(_("Accept the terms"), reverse("my_terms", kwargs={"slug": row.organization.slug}))
    if row.clear:
        return Place(name, Tag("good", _("In good standing")), _until(row), (), link)
    if row.approved_until:
        return Place(name, Tag("warn", _("Approved, not available")), _until(row), reasons, link)
    if row.was_due:
        return Place(name, Tag("stop", _("Vetting past due")), _past_due(row), (), link)
    latest = next((mine for mine in applications if mine.application.organization == row.organization), None)
    state = latest.application.get_state_display() if latest else _("Invited")
    return Place(name, Tag("draft", _("Not in the network")), _("Your application: %(state)s.") % {"state": state}, (), link)


def _past_due(row: Standing) -> str:
    """What still goes on after the due day, and until when."""
    if row.on <= row.serves_until:
        words = _(
            "Your vetting was due on %(due)s. No new clients are sent to you until it is decided; sessions that were authorized count "
            "through %(until)s."
        )
    else:
        words = _("Your vetting was due on %(due)s. Sessions counted through %(until)s; a new decision is needed first.")
    return words % {"due": day(row.was_due), "until": day(row.serves_until)}


def _until(row: Standing) -> str:
    if row.approved_until == date.max:
        return _("You are approved, without an end.")
    text = _("You are approved through %(day)s; your next vetting is done before that day.") % {"day": day(row.approved_until)}
    return f"{text} {_('Clients can be sent to you.')}" if row.clear else text
