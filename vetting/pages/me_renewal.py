"""Her re-vetting on a telephone: everything she told before, section by section, each still right or to be changed."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.formats import day, day_short
from network.parts import Answer, Link, Tag, Task
from vetting.facts.due import Due
from vetting.pages.me_check import answers_of
from vetting.pages.me_tasks import TITLES, check_task, section_task, section_url
from vetting.queries.hub import Hub


@dataclass(frozen=True, slots=True)
class Part:
    """One section: what stands there, whether she looked at it again, and where it is changed. `confirm`: the words of the button."""

    key: str
    title: str
    tag: Tag
    note: str
    answers: tuple[Answer, ...]
    change: Link
    confirm: str


@dataclass(frozen=True, slots=True)
class RenewalPage:
    """Everything `me/renewal.html` shows. `every`: the words of the button that confirms all that is left; "" when nothing is."""

    title: str
    text: str
    strong: str
    progress: str
    every: str
    parts: tuple[Part, ...]
    tasks: tuple[Task, ...]
    what_it_means: str


def renewal_page(hub: Hub, due: Due | None, *, on: date) -> RenewalPage:
    """Build the page of a re-vetting she has not signed."""
    application, name = hub.application, hub.application.organization.name
    asked = [section for section in hub.sections if section.key != "sharing"]
    seen = sum(section.done for section in asked if section.key not in hub.optional)
    total = sum(section.key not in hub.optional for section in asked)
    return RenewalPage(
        title=str(TITLES["renewal"]) % {"name": name},
        text=" · ".join(filter(None, (application.reference, _due(due, on), _("about five minutes")))),
        strong=ngettext("%(seen)s of %(total)s section looked at.", "%(seen)s of %(total)s sections looked at.", total)
        % {"seen": seen, "total": total},
        progress=_(
            "What you told before is filled in. Say for each whether it is still right, or change it. Everything is saved as you go."
        ),
        every=_("Nothing has changed in the rest") if to_confirm(hub, on) else "",
        parts=tuple(_part(hub, section, on) for section in asked),
        tasks=(*(section_task(hub, section) for section in hub.sections if section.key == "sharing"), check_task(hub)),
        what_it_means=_meaning(due, name) if due else "",
    )


def _due(due: Due | None, on: date) -> str:
    if due is None:
        return ""
    return (_("was due by %(day)s") if on > due.on else _("due by %(day)s")) % {"day": day(due.on)}


def _meaning(due: Due, name) -> str:
    words = _(
        "Decided by %(due)s nothing stops. Afterwards no new clients are sent to you; sessions that were authorized count through "
        "%(until)s, and until then %(name)s may still decide. Education, work history and references are not asked again."
    )
    return words % {"due": day(due.on), "until": day(due.late_until), "name": name}


def to_confirm(hub: Hub, on: date) -> list[str]:
    """The sections one tap confirms: filled in, not looked at yet, and nothing in them has ended."""
    ended = {ending.section for ending in hub.endings if ending.last < on}
    return [
        section.key for section in hub.sections
        if section.filled and not section.done and section.key != "sharing" and section.key not in ended
    ]


def _part(hub: Hub, section, on: date) -> Part:
    found = tuple(replace(answer, url="") for answer in answers_of(section.key, hub.application, hub.profile, hub.questions, on))
    ending = next((ending for ending in hub.endings if ending.section == section.key), None)
    url = section_url(section.key, hub.application, hub.questions)
    return Part(
        key=section.key,
        title=str(section.label),
        tag=_tag(section, ending, on),
        note=_("%(what)s: last day %(day)s") % {"what": ending.label, "day": day_short(ending.last)} if ending else "",
        answers=_fewer(found, hub) if section.key == "disclosures" else found,
        change=Link(_("Change") if section.filled or section.begun else pgettext("button", "Add"), url),
        confirm=_("Still right") if section.filled and not section.done else "",
    )


def _tag(section, ending, on) -> Tag:
    if section.done:
        return Tag("done", _("Looked at"))
    if ending is not None and ending.last < on:
        return Tag("warn", _("Ended"))
    if section.filled:
        return Tag("ours", _("Still right?"))
    return Tag("draft", _("In progress") if section.begun else _("Nothing added"))


def _fewer(answers, hub: Hub) -> tuple[Answer, ...]:
    """Her answers to the questions about her practice: those that are not no, and how many are."""
    given = {row.question: row for row in hub.profile.disclosures if row.question_set == hub.questions.key}
    no = {str(question.text) for question in hub.questions.questions if (row := given.get(question.key)) and row.answer is False}
    others = tuple(answer for answer in answers if answer.label not in no)
    count = len(answers) - len(others)
    said = ngettext("%(count)s question answered with no", "%(count)s questions answered with no", count) % {"count": count}
    return (*others, Answer(said, _("Read them again before you say that they are still right."))) if count else others


def renewal_url(application) -> str:
    """The address of the page."""
    return reverse("my_changes", kwargs={"reference": application.reference})
