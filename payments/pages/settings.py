"""Settings about money: all of them, and one with its history and what may be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import day
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals
from payments.pages.tabs import tabs
from payments.parameters import DEFAULTS, LIMIT
from payments.words_settings import help_of, name_of, said

GIVEN = {"reason": "asked in the form"}


def slug_of(key: str) -> str:
    """A key in an address: `payments.limit:7` is `limit-7`."""
    return key.removeprefix("payments.").replace(":", "-")


def key_of(slug: str) -> str:
    """The key an address names."""
    return f"{LIMIT}{slug.removeprefix('limit-')}" if slug.startswith("limit-") else f"payments.{slug}"


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Everything `payments/settings.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    sheets: tuple[tuple[str, str, tuple[Task, ...]], ...]


def settings_page(standings, *, organization, actor) -> SettingsPage:
    """Every setting, then who approves how much alone."""
    tasks = [(row, _task(row, organization)) for row in standings]
    sheets = (
        ("rules", _("Rules"), tuple(task for row, task in tasks if not row.key.startswith(LIMIT))),
        ("limits", _("Limits of persons"), tuple(task for row, task in tasks if row.key.startswith(LIMIT))),
    )
    text = _("One person proposes a change with its first day, another confirms it. What counted before stays on record.")
    return SettingsPage(_("Settings about money"), text, tabs(organization, actor, "money_settings"), sheets)


def _task(row, organization) -> Task:
    url = reverse("money_setting", kwargs={"organization": organization.slug, "slug": slug_of(row.key)})
    words = said(row.key, row.value, organization.currency)
    tag = Tag("ours", _("A change waits")) if row.change else Tag("good" if row.row else "draft", words)
    since = _("since %(day)s") % {"day": day(row.row.effective_from)} if row.row else _("as it comes with the system")
    return Task(name_of(row.key, row.person), tag, url, f"{words}, {since}")


@dataclass(frozen=True, slots=True)
class SettingPage:
    """Everything `payments/setting.html` shows beside its forms. `change`: what waits, in words; `off` why not."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    history: tuple[Pair, ...]
    change: str
    number: int
    may_propose: bool
    may_settle: bool
    off: tuple


def setting_page(key, person, rows, changes, *, organization, actor, at) -> SettingPage:
    """One setting."""
    currency = organization.currency
    waits = next((row for row in changes if row.state == "proposed"), None)
    pairs = tuple(Pair(_("from %(day)s") % {"day": day(row.effective_from)}, _who(key, row, currency)) for row in rows)
    off = tuple(refusals(waits, "confirm", actor=actor, at=at)) if waits else ()
    return SettingPage(
        title=name_of(key, person), text=help_of(key),
        crumbs=(Link(_("Settings about money"), reverse("money_settings", kwargs={"organization": organization.slug})),),
        history=(*pairs, Pair(_("before"), said(key, DEFAULTS.get(key), currency))), change=_proposed(key, waits, currency),
        number=waits.pk if waits else 0, may_propose=waits is None and can(actor, Action.WRITE_TERMS, organization),
        may_settle=waits is not None and can(actor, Action.PUBLISH_TERMS, organization),
        off=tuple(each for each in off if each.code != "not_allowed"),
    )


def _who(key, row, currency) -> str:
    names = [person.full_name for person in (row.author, row.approver) if person]
    return f"{said(key, None if row.value is None else int(row.value), currency)} ({', '.join(names)})"


def _proposed(key, row, currency) -> str:
    if row is None:
        return ""
    facts = {
        "name": row.proposed_by.full_name, "value": said(key, row.value, currency), "day": day(row.effective_from), "reason": row.reason,
    }
    return _("%(name)s proposes from %(day)s: %(value)s. “%(reason)s”") % facts
