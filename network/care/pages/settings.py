"""Settings of care: all of them, and one with its history and what may be done."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.care.parameters import SETTINGS
from network.care.words_settings import help_of, name_of, said
from network.formats import day
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals
from payments.pages.settings import SettingPage

PREFIX = "care."


def slug_of(key: str) -> str:
    """A key in an address."""
    return key.removeprefix(PREFIX)


def key_of(slug: str) -> str:
    """The key an address names."""
    return f"{PREFIX}{slug}"


def setting_tasks(standings, organization) -> tuple[Task, ...]:
    """Every setting with what counts today."""
    return tuple(_task(row, organization) for row in standings)


def _task(row, organization) -> Task:
    url = reverse("intake_setting", kwargs={"organization": organization.slug, "slug": slug_of(row.key)})
    tag = Tag("ours", _("A change waits")) if row.change else Tag("good", _("Set")) if row.row else Tag("draft", _("As it comes"))
    since = _("since %(day)s") % {"day": day(row.row.effective_from)} if row.row else _("as it comes with the system")
    return Task(name_of(row.key), tag, url, f"{said(row.key, row.value)}, {since}")


def setting_page(key, rows, changes, *, organization, actor, at) -> SettingPage:
    """One setting."""
    waits = next((row for row in changes if row.state == "proposed"), None)
    pairs = tuple(Pair(_("from %(day)s") % {"day": day(row.effective_from)}, _who(key, row)) for row in rows)
    off = tuple(refusals(waits, "confirm", actor=actor, at=at)) if waits else ()
    crumb = Link(_("How calls are handled"), reverse("intake_settings", kwargs={"organization": organization.slug}))
    return SettingPage(
        title=name_of(key), text=help_of(key), crumbs=(crumb,), history=(*pairs, Pair(_("before"), said(key, SETTINGS[key].default))),
        change=_proposed(key, waits), number=waits.pk if waits else 0,
        may_propose=waits is None and can(actor, Action.SET_INTAKE, organization),
        may_settle=waits is not None and can(actor, Action.CONFIRM_INTAKE, organization),
        off=tuple(each for each in off if each.code != "not_allowed"),
    )


def _who(key, row) -> str:
    names = [person.full_name for person in (row.author, row.approver) if person]
    return f"{said(key, row.value)} ({', '.join(names)})"


def _proposed(key, row) -> str:
    if row is None:
        return ""
    facts = {"name": row.proposed_by.full_name, "value": said(key, row.value), "day": day(row.effective_from), "reason": row.reason}
    return _("%(name)s proposes from %(day)s: %(value)s. “%(reason)s”") % facts
