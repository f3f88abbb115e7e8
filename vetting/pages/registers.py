"""The page on the registers that software asks: each with its state in words, then the checks that could be asked about."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.models.sources import RegisterHealth
from licensure.words_sources import reason_words
from network.access import Action, can
from network.formats import day, moment
from network.parts import Link, Pair, Tag, Task
from vetting.pages.check import label
from vetting.pages.lists import tabs

TAGS = {"unasked": "draft", "answers": "good", "fails": "warn"}


@dataclass(frozen=True, slots=True)
class RegistersPage:
    """The registers and the waiting checks; `off` says that this installation asks nobody."""

    tabs: tuple[Link, ...]
    registers: list[Task]
    checks: list[Task]
    off: bool
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """One question before it is sent: the register, what it is told, what follows."""

    title: str
    pairs: list[Pair]
    text: str


def registers_page(fares, checks, organization, actor) -> RegistersPage:
    """The page; moments in the organization's zone."""
    slug, zone = organization.slug, organization.zone
    rows = [Task(fare.source.name, Tag(TAGS[fare.state], _state(fare)), note=_told(fare, zone)) for fare in fares]
    tasks = [
        Task(
            f"{check.practitioner.person.full_name} · {label(check)}", Tag("ours", str(check.get_state_display())),
            reverse("look_up", kwargs={"organization": slug, "pk": check.pk}), check.file,
        )
        for check in checks
    ]
    files = Link(_("Boards’ own files"), reverse("board_files", kwargs={"organization": slug}))
    links = (files,) if can(actor, Action.OBTAIN) else ()
    if can(actor, Action.EXTEND_LICENSE):
        links += (Link(_("Late boards"), reverse("extensions", kwargs={"organization": slug})),)
    return RegistersPage(tabs("registers", organization, actor), rows, tasks, not settings.LOOK_UPS, links)


def _state(fare) -> str:
    return str(RegisterHealth.State(fare.state).label)


def _told(fare, zone) -> str:
    """When it answered last and how old its data was, or why it did not and since how many attempts."""
    told = []
    if not (fare.source.url or fare.source.key in settings.SOURCE_URLS):
        told.append(_("Its file is handed out on a page or after a sign-in, so nobody asks it: bring it under “Boards’ own files”."))
    if fare.answered_at:
        told.append(_("Last answer %(moment)s.") % {"moment": moment(fare.answered_at, zone)})
    if fare.data_as_of:
        told.append(_("Its data was of %(day)s.") % {"day": day(fare.data_as_of)})
    if fare.failed_at:
        why = {"moment": moment(fare.failed_at, zone), "why": reason_words(fare.reason, fare.detail)}
        told.append(_("Last failure %(moment)s: %(why)s") % why)
    if fare.failures:
        told.append(ngettext("%(count)s attempt failed in a row.", "%(count)s attempts failed in a row.", fare.failures) % {
            "count": fare.failures,
        })
        told.append(_("That says nothing about anybody it was asked about."))
    if fare.waiting:
        told.append(ngettext("%(count)s check could be asked.", "%(count)s checks could be asked.", fare.waiting) % {"count": fare.waiting})
    return " ".join(told)


def asking(check, question) -> Asking:
    """What would be sent about this check; `question` is None when nothing would."""
    pairs = []
    if question:
        told = [question.query[name] for name in question.source.told if question.query.get(name)]
        pairs = [Pair(_("Register"), question.source.name), Pair(_("Looked up"), ", ".join(told))]
    text = _("The register is asked by software. Its answer is kept as it came and waits for you to review it: software verifies nothing.")
    return Asking(f"{label(check)} · {check.practitioner.person.full_name}", pairs, text)
