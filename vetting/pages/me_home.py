"""Her start page: one sentence, what waits on her, where each application is, her standing in plain words."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.formats import day, day_short, in_days
from network.parts import Link, Tag, Task
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
    tasks: tuple[Task, ...]
    cards: tuple[Card, ...]
    places: tuple[Place, ...]


def home_page(applications: list[Mine], standings: list[Standing], endings: list[Ending], *, on: date) -> HomePage:
    """Build her start page."""
    open_ones = [mine for mine in applications if mine.application.is_open]
    tasks = (
        *_requests(open_ones), *_terms(standings), *(_ending(ending, on) for ending in endings), *_drafts(open_ones),
    )
    sentence, text, act = _hero(open_ones, standings, endings, tasks, on)
    return HomePage(
        sentence=sentence, text=text, act=act, tasks=tasks,
        cards=tuple(_card(mine) for mine in open_ones if mine.application.state != "draft"),
        places=tuple(_place(row, applications) for row in standings),
    )


# ── What waits on her ────────────────────────────────────────────────────────
def _requests(mines):
    for mine in mines:
        for row in mine.asked:
            label = _("%(name)s asks: %(what)s") % {"name": mine.application.organization.name, "what": row.message[:90]}
            kind, word = ("stop", _("Was due %(day)s")) if row.due_on < mine.on else ("ours", _("Answer by %(day)s"))
            yield Task(label, Tag(kind, word % {"day": day_short(row.due_on)}), reverse("my_request", kwargs={"pk": row.pk}))


def _terms(standings):
    for row in standings:
        if row.terms_open:
            label = _("Accept the terms of %(name)s") % {"name": row.organization.name}
            url = reverse("my_terms", kwargs={"slug": row.organization.slug})
            yield Task(label, Tag("ours", _("Two minutes")), url, _("Then clients can be sent to you"))


def _ending(ending: Ending, on) -> Task:
    gone = ending.last < on
    kind, word = ("stop", _("Ended %(day)s")) if gone else ("warn", _("Before %(day)s"))
    tag = Tag(kind, word % {"day": day_short(ending.last)})
    note = _("Ended on %(day)s") if gone else _("Runs through %(day)s, which is %(when)s")
    note %= {"day": day(ending.last), "when": in_days((ending.last - on).days)}
    url = reverse("my_item_add", kwargs={"section": ending.section})
    if ending.section == "licenses":  # the same license goes on with a new date; a policy is another one
        url = reverse("my_item", kwargs={"section": ending.section, "pk": ending.pk})
    return Task(_("Renew: %(what)s") % {"what": ending.label}, tag, url, note)


def _drafts(mines):
    for mine in mines:
        if mine.application.state == "draft":
            label = _("Go on with your application to %(name)s") % {"name": mine.application.organization.name}
            url = reverse("my_application", kwargs={"reference": mine.application.reference})
            yield Task(label, Tag("draft", _("Not sent yet")), url, mine.application.reference)


# ── The one sentence ─────────────────────────────────────────────────────────
def _hero(open_ones, standings, endings, tasks, on):
    approved = next((row for row in standings if row.approved_until), None)
    first = tasks[0] if tasks else None
    act = Link(_("Apply to a network"), reverse("apply"))
    if first:
        act = Link(str(ACTS[_sort(first, open_ones, standings)]), first.url)
    if first is None and not open_ones and not standings:
        return _("You fill in your profile once. Then you apply to a network, and to the next one in minutes."), "", act
    parts = [_approved(approved)] if approved else []
    parts.append(_to_do(tasks) if tasks else _nothing(open_ones))
    text = _consequence(endings, approved, on)
    return format_html_join(" ", "{}", ((part,) for part in parts)), text, act if first else Link("", "")


ACTS = {
    "request": gettext_lazy("Answer it"), "terms": gettext_lazy("Read and accept the terms"), "ending": gettext_lazy("Send the new one"),
    "draft": gettext_lazy("Go on with it"),
}


def _sort(task, open_ones, standings) -> str:
    if any(mine.asked for mine in open_ones):
        return "request"
    if any(row.terms_open for row in standings):
        return "terms"
    return "draft" if task.tag.kind == "draft" else "ending"


def _approved(row: Standing):
    if row.approved_until == date.max:
        return marked(_("You are approved at {name}."), name=row.organization.name)
    return marked(_("You are approved at {name} through {day}."), name=row.organization.name, day=day(row.approved_until))


def _to_do(tasks):
    if len(tasks) == 1:
        return _("One thing to do: %(what)s.") % {"what": tasks[0].label.rstrip(".?")}
    return ngettext("%(count)s thing to do.", "%(count)s things to do.", len(tasks)) % {"count": len(tasks)}


def _nothing(open_ones):
    if open_ones:
        name = open_ones[0].application.organization.name
        return marked(_("{name} has your application. You have nothing to do now."), name=name)
    return _("You have nothing to do now.")


def _consequence(endings, approved, on) -> str:
    if not endings or approved is None:
        return ""
    last = day_short(endings[0].last)
    if endings[0].last < on:
        return _("Since %(day)s you get no new referrals. Running clients go on.") % {"day": last}
    return _("After %(day)s you get no new referrals. Running clients go on.") % {"day": last}


# ── Applications and standing ────────────────────────────────────────────────
def _card(mine: Mine) -> Card:
    application = mine.application
    url = reverse("my_application", kwargs={"reference": application.reference})
    title = _("Your application to %(name)s") % {"name": application.organization.name}
    note = f"{application.reference} · {application.get_kind_display()}"
    return Card(title, note, tracker(mine), Link(_("Open this application"), url))


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
