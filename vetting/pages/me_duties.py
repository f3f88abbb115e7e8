"""What waits on her: each duty as a task, and as what the one sentence on top says first."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.formats import day_short
from network.parts import Link, Tag, Task
from vetting import labels, words
from vetting.pages.me_endings import sort_of, task_of, words_of
from vetting.pages.me_words import marked
from vetting.queries.mine import Ending


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that waits on her: its sort, its row, and the words the one sentence takes."""

    sort: str
    task: Task
    words: dict


FIRST = {  # the sort of what is first: alone, and before others
    "request": (
        gettext_lazy("One thing to do: answer {name} by {day}."), gettext_lazy("{count} things to do, first: answer {name} by {day}."),
    ),
    "cure": (
        gettext_lazy("One thing to do: meet a new rule of {name} by {day}."),
        gettext_lazy("{count} things to do, first: meet a new rule of {name} by {day}."),
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
    "sign": (
        gettext_lazy("One thing to do: sign your statement for {name} again by {day}."),
        gettext_lazy("{count} things to do, first: sign your statement for {name} again by {day}."),
    ),
    "show": (
        gettext_lazy("One thing to do: show {name} a new certificate of conduct by {day}."),
        gettext_lazy("{count} things to do, first: show {name} a new certificate of conduct by {day}."),
    ),
    "hours": (
        gettext_lazy("One thing to do: add newer hours by {day}. Those on file are enough until then."),
        gettext_lazy("{count} things to do, first: add newer hours by {day}. Those on file are enough until then."),
    ),
    "sharing": (
        gettext_lazy("One thing to do: say whether {name} sees your profile."),
        gettext_lazy("{count} things to do, first: say whether {name} sees your profile."),
    ),
    "renewal": (
        gettext_lazy("One thing to do: renew your place at {name} by {day}."),
        gettext_lazy("{count} things to do, first: renew your place at {name} by {day}."),
    ),
    "overdue": (
        gettext_lazy("One thing to do: sign your review for {name}. It is past due and can be decided until {day}."),
        gettext_lazy("{count} things to do, first: sign your review for {name}. It is past due and can be decided until {day}."),
    ),
    "draft": (
        gettext_lazy("One thing to do: finish your application to {name}."),
        gettext_lazy("{count} things to do, first: finish your application to {name}."),
    ),
}
ACTS = {
    "request": pgettext_lazy("button", "Answer"), "terms": gettext_lazy("Read and accept the terms"),
    "ending": gettext_lazy("Send the new one"), "ended": gettext_lazy("Send the new one"), "draft": gettext_lazy("Go on with it"),
    "sharing": gettext_lazy("See what they ask for"), "cure": gettext_lazy("Read the letter"),
    "sign": gettext_lazy("Read it and sign again"), "show": gettext_lazy("Read the letter"), "hours": gettext_lazy("Add them"),
    "renewal": gettext_lazy("Say what has changed"), "overdue": gettext_lazy("Say what has changed"),
}


def duties_of(applications, standings, endings, on, asked=()) -> list[Duty]:
    """Everything that waits on her, what is most pressing first; `asked` are rules that reached her, to be met by a day."""
    open_ones = [mine for mine in applications if mine.application.is_open]
    return [
        *_requests(open_ones), *map(_cure, asked), *_sharing(applications), *_terms(standings),
        *_renewals(open_ones), *(_ending(ending, on) for ending in endings), *_drafts(open_ones),
    ]


def _cure(row) -> Duty:
    """A rule of a network she is in that asks more than before: what, and by when; the letter says the rest."""
    name, due = row.organization.name, day_short(row.due_on)
    task = Task(
        _("%(name)s asks more: %(rule)s") % {"name": name, "rule": words.title(row.rollout.criterion)},
        Tag("ours", _("By %(day)s") % {"day": due}), reverse("my_letters"), _("Until then your approval stays as it is"),
    )
    return Duty("cure", task, {"name": name, "day": due})


def _sharing(mines):
    """An organization that recorded her in its network before the profile was hers: it sees nothing until she agrees."""
    for mine in mines:
        file = mine.application
        unasked = file.consented_at is None and file.consent_withdrawn_at is None
        if file.state == "approved" and unasked and not file.participation.shared:
            name = file.organization.name
            task = Task(
                _("Say whether %(name)s sees your profile") % {"name": name}, Tag("ours", _("Two minutes")),
                reverse("my_sharing", kwargs={"reference": file.reference}), _("Until then it sees nothing of what is yours"),
            )
            yield Duty("sharing", task, {"name": name})


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
    return Duty(sort_of(ending, on), task_of(ending, on), words_of(ending))


def _drafts(mines):
    for mine in mines:
        if mine.application.state == "draft" and mine.due is None:
            name = mine.application.organization.name
            url = reverse("my_application", kwargs={"reference": mine.application.reference})
            label = _("Go on with your application to %(name)s") % {"name": name}
            note = " · ".join(filter(None, (mine.application.reference, _closes(mine.waiting))))
            yield Duty("draft", Task(label, Tag("draft", _("Not sent yet")), url, note), {"name": name})


def _closes(waiting) -> str:
    """When a draft nobody sends closes by itself."""
    if not waiting.latest:
        return ""
    closes = _("Closes by itself after %(day)s") % {"day": day_short(waiting.latest)}
    return ", ".join(filter(None, (closes, labels.by_default(waiting))))


def _renewals(mines):
    """Re-vettings that wait for her signature: by when, and what it means once that day has passed."""
    return [_renewal(mine) for mine in mines if mine.application.state == "draft" and mine.due is not None]


def _renewal(mine) -> Duty:
    name = mine.application.organization.name
    url = reverse("my_application", kwargs={"reference": mine.application.reference})
    late = mine.on > mine.due.on
    due, last = day_short(mine.due.on), day_short(mine.due.late_until)
    if late:
        tag, note = Tag("stop", _("Was due %(day)s") % {"day": due}), _("Until %(day)s it can still be decided") % {"day": last}
    else:
        tag, note = Tag("warn", _("By %(day)s") % {"day": due}), _("Say what has changed and sign: about five minutes")
    task = Task(_("Renew your place at %(name)s") % {"name": name}, tag, url, note)
    return Duty("overdue" if late else "renewal", task, {"name": name, "day": last if late else due})


def first(duties: list[Duty]):
    """The part of the one sentence that says what to do: alone, or before others."""
    alone, among = FIRST[duties[0].sort]
    return marked(among if len(duties) > 1 else alone, count=len(duties), **duties[0].words)


def act(duties: list[Duty], known: bool) -> Link:
    """The button under the sentence: to the first duty, or for whom nobody knows yet to the networks."""
    if duties:
        return Link(str(ACTS[duties[0].sort]), duties[0].task.url)
    return Link("", "") if known else Link(_("Apply to a network"), reverse("apply"))
