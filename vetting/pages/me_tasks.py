"""The hub of one application: what it asks, what is done, what needs her, and what happens after she sends it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.formats import day, day_short
from network.parts import Tag, Task
from vetting.queries.hub import Hub

GROUPS = (  # heading, the sections under it
    (gettext_lazy("About you"), ("rights", "profile", "history")),
    (
        gettext_lazy("Your licenses and papers"),
        (
            "licenses", "supervision", "registers", "insurance", "malpractice", "loss-runs", "education", "training", "papers",
            "references",
        ),
    ),
    (gettext_lazy("Agree and send"), ("disclosures", "where", "sharing", "check")),
)


TITLES = {  # by the kind of application
    "initial": gettext_lazy("Join the %(name)s network"),
    "renewal": gettext_lazy("Renew your place at %(name)s"),
    "addition": gettext_lazy("Add to what you do for %(name)s"),
    "reinstatement": gettext_lazy("Come back to %(name)s"),
}
TEXTS = {
    True: gettext_lazy("Application %(reference)s · about 20 minutes with your papers at hand"),
    False: gettext_lazy("Application %(reference)s · your profile is filled in; check what has changed"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading; `key` names the heading in the page."""

    key: str
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TasksPage:
    """Everything `me/application.html` shows while it is a draft."""

    title: str
    text: str
    strong: str
    progress: str
    groups: tuple[Group, ...]
    after: tuple[str, ...]


def tasks_page(hub: Hub) -> TasksPage:
    """Build the hub."""
    application, name = hub.application, hub.application.organization.name
    needed = [section for section in hub.sections if section.key not in hub.optional]
    done = sum(hub.ready(section) for section in needed)
    strong = ngettext(
        "%(done)s of %(total)s section done.", "%(done)s of %(total)s sections done.", len(needed)
    ) % {"done": done, "total": len(needed)}
    return TasksPage(
        title=str(TITLES.get(application.kind, TITLES["initial"])) % {"name": name},
        text=str(TEXTS[application.kind == "initial"]) % {"reference": application.reference},
        strong=strong,
        progress=_("Everything is saved as you go. You can close this page and go on from any device."),
        groups=tuple(_groups(hub)),
        after=(
            _("%(manager)s has your file from that moment.") % {"manager": hub.manager},
            _("You hear from us within %(days)s days, and this page shows every step with its date and who has it.") % {"days": hub.days},
        ),
    )


def _groups(hub: Hub):
    by_key = {section.key: section for section in hub.sections}
    for number, (title, keys) in enumerate(GROUPS):
        tasks = [_rights(hub)] if "rights" in keys else []
        tasks += [section_task(hub, by_key[key]) for key in keys if key in by_key]
        tasks += [check_task(hub)] if "check" in keys else []
        if tasks:
            yield Group(f"group-{number}", str(title), tuple(tasks))


def _rights(hub: Hub) -> Task:
    url = reverse("my_rights", kwargs={"reference": hub.application.reference})
    return Task(_("Your rights"), Tag("done", _("Read")), url, _("Read on %(day)s") % {"day": day(hub.application.rights_read_at)})


def check_task(hub: Hub) -> Task:
    """Reading it all once more and signing: open when nothing is left to do."""
    url = reverse("my_check", kwargs={"reference": hub.application.reference})
    left = len(hub.waiting)
    if left:
        note = ngettext("Opens when the section above is done", "Opens when the %(count)s sections above are done", left) % {"count": left}
        return Task(_("Check, sign and send"), Tag("draft", _("Cannot start yet")), "", note)
    return Task(_("Check, sign and send"), Tag("ours", _("Ready for you")), url, _("You read it all once more, then sign"))


def section_task(hub: Hub, section) -> Task:
    """One section as a row of the list, with where it stands."""
    tag, note = _state(hub, section)
    return Task(str(section.label), tag, section_url(section.key, hub.application, hub.questions), note)


def section_url(key: str, application, questions) -> str:
    """The page of one section, on the way of this application."""
    if key in ("where", "sharing"):
        return reverse(f"my_{key}", kwargs={"reference": application.reference})
    if key == "disclosures":
        path = reverse("my_questions", kwargs={"key": questions.key})
    elif key == "profile":
        path = reverse("my_profile")
    else:
        path = reverse("my_items", kwargs={"section": key})
    return f"{path}?for={application.reference}"


def _state(hub: Hub, section) -> tuple[Tag, str]:
    attention = _attention(hub, section)
    if attention:
        return Tag("warn", _("Needs your attention")), attention
    if section.done:
        return Tag("done", _("Done")), _note(hub, section)
    if section.begun:
        return Tag("ours", _("In progress")), _note(hub, section)
    if section.key in hub.optional:
        return Tag("draft", _("Optional")), ""
    return Tag("draft", _("Not started")), _note(hub, section)


def _attention(hub: Hub, section) -> str:
    if section.key == "history" and hub.gaps:
        return ngettext("%(count)s gap to explain", "%(count)s gaps to explain", len(hub.gaps)) % {"count": len(hub.gaps)}
    ended = next((ending for ending in hub.endings if ending.section == section.key), None)
    return _("%(what)s ended on %(day)s") % {"what": ended.label, "day": day_short(ended.last)} if ended else ""


def _note(hub: Hub, section) -> str:
    if section.key == "disclosures":
        count = len(hub.questions.questions)
        return ngettext("%(count)s question, yes or no", "%(count)s questions, yes or no", count) % {"count": count}
    if section.key == "insurance" and not section.done and section.begun:
        return _("A copy of the certificate is missing")
    if section.key == "supervision" and not section.done and section.begun:
        return _("A title of yours is practiced under supervision. Say who supervises you")
    if section.key == "malpractice" and not section.done and section.begun:
        return _("You said there were claims. Enter each of them")
    return ""
