"""Her start page: one sentence, what waits on her, where each application is, her standing in plain words."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.dates import ONE_DAY
from network.formats import day, day_short, in_days
from network.parts import Link, Tag, Task
from vetting.labels import STATE_TAGS
from vetting.pages.me_tracker import Tracker, tracker
from vetting.pages.me_words import marked, told
from vetting.queries.mine import Ending, Mine, Standing

SOON = 90  # days before the end of a license or policy on which she is first told


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


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that waits on her: its sort, its row, and the words the one sentence takes."""

    sort: str
    task: Task
    words: dict


def home_page(applications: list[Mine], standings: list[Standing], endings: list[Ending], *, on: date) -> HomePage:
    """Build her start page."""
    open_ones = [mine for mine in applications if mine.application.is_open]
    duties = [*_requests(open_ones), *_terms(standings), *(_ending(ending, on) for ending in endings), *_drafts(open_ones)]
    known = bool(open_ones or standings)
    return HomePage(
        sentence=_sentence(duties, open_ones, standings, known),
        text=_consequence(endings, standings, on),
        act=_act(duties, known),
        other=Link(_("Apply to another network"), reverse("apply")) if known else None,
        tasks=tuple(duty.task for duty in duties),
        cards=tuple(_card(mine) for mine in open_ones if mine.application.state != "draft"),
        places=tuple(_place(row, applications) for row in standings),
        earlier=tuple(_earlier(mine) for mine in applications if not mine.application.is_open),
    )


# ── What waits on her ────────────────────────────────────────────────────────
def _requests(mines):
    for mine in mines:
        name = mine.application.organization.name
        for row in mine.asked:
            kind, word = ("stop", _("Was due %(day)s")) if row.due_on < mine.on else ("ours", _("Answer by %(day)s"))
            task = Task(
                _("%(name)s asks you for something") % {"name": name}, Tag(kind, word % {"day": day_short(row.due_on)}),
                reverse("my_request", kwargs={"pk": row.pk}), row.message[:140],
            )
            yield Duty("request", task, {"name": name, "day": day_short(row.due_on)})


def _terms(standings):
    for row in standings:
        if row.terms_open:
            name = row.organization.name
            url = reverse("my_terms", kwargs={"slug": row.organization.slug})
            label = _("Accept the terms of %(name)s") % {"name": name}
            task = Task(label, Tag("ours", _("Two minutes")), url, _("Then clients can be sent to you"))
            yield Duty("terms", task, {"name": name})


def _ending(ending: Ending, on) -> Duty:
    gone = ending.last < on
    kind, word = ("stop", _("Ended %(day)s")) if gone else ("warn", _("Before %(day)s"))
    note = _("Ended on %(day)s, %(when)s") if gone else _("Ends on %(day)s, %(when)s")
    note %= {"day": day(ending.last), "when": in_days((ending.last - on).days)}
    url = reverse("my_item_add", kwargs={"section": ending.section})
    if ending.section == "licenses":  # the same license goes on with a new date; a policy is another one
        url = reverse("my_item", kwargs={"section": ending.section, "pk": ending.pk})
    last = day_short(ending.last)
    task = Task(_("Renew: %(what)s") % {"what": ending.label}, Tag(kind, word % {"day": last}), url, note)
    return Duty("ended" if gone else "ending", task, {"what": ending.label, "day": last})


def _drafts(mines):
    for mine in mines:
        if mine.application.state == "draft":
            name = mine.application.organization.name
            url = reverse("my_application", kwargs={"reference": mine.application.reference})
            label = _("Go on with your application to %(name)s") % {"name": name}
            yield Duty("draft", Task(label, Tag("draft", _("Not sent yet")), url, mine.application.reference), {"name": name})


# ── The one sentence ─────────────────────────────────────────────────────────
FIRST = {  # the sort of what is first: alone, and before others
    "request": (
        gettext_lazy("One thing to do: answer {name} by {day}."), gettext_lazy("{count} things to do, first: answer {name} by {day}."),
    ),
    "terms": (
        gettext_lazy("One thing to do: accept the terms of {name}."),
        gettext_lazy("{count} things to do, first: accept the terms of {name}."),
    ),
    "ending": (
        gettext_lazy("One thing to do: renew before {day}. {what} ends then."),
        gettext_lazy("{count} things to do, first: renew before {day}. {what} ends then."),
    ),
    "ended": (
        gettext_lazy("One thing to do: renew what ended on {day}. {what} has run out."),
        gettext_lazy("{count} things to do, first: renew what ended on {day}. {what} has run out."),
    ),
    "draft": (
        gettext_lazy("One thing to do: finish your application to {name}."),
        gettext_lazy("{count} things to do, first: finish your application to {name}."),
    ),
}
ACTS = {
    "request": gettext_lazy("Answer"), "terms": gettext_lazy("Read and accept the terms"), "ending": gettext_lazy("Send the new one"),
    "ended": gettext_lazy("Send the new one"), "draft": gettext_lazy("Go on with it"),
}


def _sentence(duties, open_ones, standings, known) -> str:
    if not known and not duties:
        return _("You fill in your profile once. Then you apply to a network, and to the next one in minutes.")
    approved = next((row for row in standings if row.approved_until), None)
    parts = [_approved(approved)] if approved else []
    if duties:
        alone, among = FIRST[duties[0].sort]
        parts.append(marked(among if len(duties) > 1 else alone, count=len(duties), **duties[0].words))
    elif open_ones:
        name = open_ones[0].application.organization.name
        parts.append(marked(_("{name} has your application. You have nothing to do now."), name=name))
    else:
        parts.append(_("You have nothing to do now."))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _act(duties, known) -> Link:
    if duties:
        return Link(str(ACTS[duties[0].sort]), duties[0].task.url)
    return Link("", "") if known else Link(_("Apply to a network"), reverse("apply"))


def _approved(row: Standing):
    if row.approved_until == date.max:
        return marked(_("You are approved at {name}."), name=row.organization.name)
    return marked(_("You are approved at {name} through {day}."), name=row.organization.name, day=day(row.approved_until))


def _consequence(endings, standings, on) -> str:
    if not endings or not any(row.approved_until for row in standings):
        return ""
    last = endings[0].last  # the last day that counted, or will
    if last >= on:
        return _("After %(day)s you get no new referrals. Running clients go on.") % {"day": day_short(last)}
    return _("Since %(day)s you get no new referrals. Running clients go on.") % {"day": day_short(last + ONE_DAY)}


# ── Applications and standing ────────────────────────────────────────────────
def _card(mine: Mine) -> Card:
    application = mine.application
    url = reverse("my_application", kwargs={"reference": application.reference})
    title = _("Your application to %(name)s") % {"name": application.organization.name}
    note = f"{application.reference} · {application.get_kind_display()}"
    return Card(title, note, tracker(mine), Link(_("Open this application"), url))


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
    latest = next((mine for mine in applications if mine.application.organization == row.organization), None)
    state = latest.application.get_state_display() if latest else _("Invited")
    return Place(name, Tag("draft", _("Not in the network")), _("Your application: %(state)s.") % {"state": state}, (), link)


def _until(row: Standing) -> str:
    if row.approved_until == date.max:
        return _("You are approved, without an end.")
    text = _("You are approved through %(day)s; your next vetting is done before that day.") % {"day": day(row.approved_until)}
    return f"{text} {_('Clients can be sent to you.')}" if row.clear else text
