"""Exclusion lists as a page, and one therapist's screenings month by month."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from licensure.queries.lists import Coverage, ListNow, Month
from licensure.words_lists import unavailable_words
from network.access import Action, can
from network.formats import day, groups_of_four, in_days, moment, number
from network.parts import Link, Pair, Tag

NAMED = 12  # people named who lack this month's screening; the others are counted


@dataclass(frozen=True, slots=True)
class ListBox:
    """One list. `lacking`: who takes part and was not screened this month, for who may read files; `more`: how many else."""

    key: str
    name: str
    publisher: str
    tag: Tag
    facts: tuple[Pair, ...]
    refused: str
    month: str
    lacking: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ListsPage:
    """Everything `vetting/lists.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    lists: tuple[ListBox, ...]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month and list: when and by whom, on which file, what came of it; `tag` says that there is none."""

    month: str
    name: str
    tag: Tag
    when: str
    by: str
    file: str
    sha256: str


def lists_page(found: list[ListNow], coverage: Coverage, *, organization, actor, on: date) -> ListsPage:
    """The page of the lists; `on` is the organization's day."""
    late = sum(1 for each in found if each.version is None or each.is_stale(on) or each.refused_last)
    title = ngettext("%(count)s list needs a new file", "%(count)s lists need a new file", late) % {"count": late}
    if not late:
        title = _("Every list is in order") if found else _("No exclusion list is loaded")
    return ListsPage(
        title=title,
        text=_("Lists belong to the installation: whoever runs it loads them. Whom they may mean, two people of yours judge."),
        tabs=tabs("lists", organization, actor),
        lists=tuple(_box(each, coverage, organization, actor, on) for each in found),
    )


def tabs(name: str, organization, actor) -> tuple[Link, ...]:
    """List matches, the lists and the registers beside each other, as far as the reader may see them."""
    entries = (
        ("matches", Action.SEE_FILE, _("List matches")), ("lists", Action.SEE_LISTS, pgettext("tab", "Lists")),
        ("registers", Action.SEE_FILE, _("Registers")),
    )
    here = {"organization": organization.slug}
    return tuple(
        Link(label, reverse(view, kwargs=here), current=view == name) for view, action, label in entries if can(actor, action)
    )


def _box(each: ListNow, coverage: Coverage, organization, actor, on: date) -> ListBox:
    lacking = coverage.lacking.get(each.listed.pk, [])
    named = lacking[:NAMED] if can(actor, Action.SEE_FILE) else []
    more = len(lacking) - len(named) if named else 0
    told = {"done": number(coverage.people - len(lacking)), "people": number(coverage.people), "month": _month(on)}
    return ListBox(
        key=each.listed.pk, name=each.listed.name, publisher=each.listed.publisher, tag=_tag(each, on),
        facts=tuple(_facts(each, organization, on)), refused=_refused(each, organization),
        month=_("%(month)s: %(done)s of %(people)s screened") % told if each.version else "",
        lacking=tuple(
            Link(one.person.full_name, reverse("standing_of", kwargs={"organization": organization.slug, "reference": one.reference}))
            for one in named
        ),
        more=ngettext("and %(count)s more", "and %(count)s more", more) % {"count": number(more)} if more else "",
    )


def _tag(each: ListNow, on: date) -> Tag:
    if each.version is None:
        return Tag("held", _("Never loaded"))
    if each.is_stale(on):
        return Tag("stop", _("Too old to be used"))
    return Tag("warn", _("Last file refused")) if each.refused_last else Tag("good", _("In use"))


def _facts(each: ListNow, organization, on: date):
    version = each.version
    if version:
        yield Pair(_("As of"), f"{day(version.as_of)}, {in_days(-each.age(on))}")
        usable = each.listed.max_age_days
        yield Pair(_("Usable for"), ngettext("%(days)s day", "%(days)s days", usable) % {"days": usable})
        yield Pair(_("Rows"), number(version.rows))
        yield Pair(_("Firms and other bodies among them"), number(each.firms))
        yield Pair(_("Odd rows, kept"), number(version.odd))
        yield Pair(_("New with this file"), number(version.added))
        yield Pair(_("Ended with this file"), number(version.ended))
        yield Pair(_("Made from"), str(version.get_kind_display()))
        yield Pair(_("Loaded"), f"{moment(version.loaded_at, organization.zone)}, {version.loaded_by}")
        yield Pair(_("Fingerprint"), groups_of_four(version.sha256[:16]))
    if each.mapped:
        at, by = each.mapped
        yield Pair(_("Columns mapped"), f"{day(at, organization.zone)}, {by}")


def _refused(each: ListNow, organization) -> str:
    """What was refused last and why, where nothing better came since."""
    if not each.refused_last:
        return ""
    told = {"file": each.refusal.filename, "at": moment(each.refusal.at, organization.zone), "why": unavailable_words(each.refusal)}
    return _("The file %(file)s was refused on %(at)s. %(why)s") % told


def month_lines(months: list[Month], *, zone: str) -> tuple[MonthLine, ...]:
    """Her screenings by month and list; a month without one says so."""
    return tuple(_line(each, zone) for each in months)


def gap_sentence(months: list[Month]) -> str:
    """How many months lack a screening, in one sentence."""
    gaps = sum(1 for each in months if each.proof is None)
    if not months:
        return _("Not screened yet, or no list is loaded.")
    if not gaps:
        return _("Every month has its screening.")
    return ngettext("%(count)s month without a screening", "%(count)s months without a screening", gaps) % {"count": gaps}


def _line(each: Month, zone: str) -> MonthLine:
    proof = each.proof or each.too_old
    if proof is None:
        return MonthLine(_month(each.first), each.listed.name, Tag("stop", _("Not screened")), "", "", "", "")
    found = ngettext("%(count)s possible match", "%(count)s possible matches", proof.candidates) % {"count": proof.candidates}
    tag = Tag("warn", found) if proof.candidates else Tag("good", _("Nobody found"))
    if each.too_old:
        tag = Tag("stop", _("Only on a file too old to count"))
    who = proof.by_label if proof.by_id else "Goodstanding"
    return MonthLine(
        _month(each.first), each.listed.name, tag, moment(proof.at, zone), who, day(proof.version.as_of), proof.version.sha256
    )


def _month(on: date) -> str:
    return capfirst(f"{MONTHS[on.month]} {on.year}")  # it opens its line, and Dutch months have a small letter
