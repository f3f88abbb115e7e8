"""List matches: the table of them, and one match with her identifiers beside the list's."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from licensure.packs import packs
from network.events import last_sequence
from network.formats import day, listed
from network.parts import Act, Cell, Eye, Head, Link, Pager, Pair, Row, Tag, View, ViewGroup
from network.transitions import refusals
from network.words_places import place
from vetting import labels, words_matches
from vetting.pages.lists import tabs
from vetting.pages.timeline import entries
from vetting.queries.matches import PAGE, VIEWS

STATE_TAGS = {
    "open": "ours", "proposed_cleared": "ours", "proposed_confirmed": "ours", "inconclusive": "held", "cleared": "done",
    "confirmed": "stop",
}
BY_EYE = (("SPECIALTY",), ("ADDRESS", "CITY", "STATE", "Address", "City", "State / Province", "Country"))  # of lists as published


@dataclass(frozen=True, slots=True)
class MatchesPage:
    """Everything `vetting/matches.html` shows."""

    title: str
    text: str
    tabs: tuple
    view: str
    views: tuple
    heads: tuple
    rows: tuple
    pager: Pager


@dataclass(frozen=True, slots=True)
class Beside:
    """One identifier: hers, the list's, and whether they agree."""

    label: str
    hers: str
    theirs: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class MatchPage:
    """Everything `vetting/match.html` shows. `acts` may be taken with a reason, `off` may not, and say why."""

    title: str
    text: str
    crumbs: tuple
    facts: tuple
    beside: tuple
    about: tuple
    acts: tuple
    off: tuple
    said: str
    eyes: tuple
    entries: tuple
    seen: int


def matches_page(found, total, counts, view, *, organization, page, actor) -> MatchesPage:
    """The table of one view."""
    address = reverse("matches", kwargs={"organization": organization.slug})
    views = [
        View(str(each.label), f"{address}?view={each.key}", counts[each.key], each == view, each.key == "open" and counts["open"] > 0)
        for each in VIEWS
    ]
    heads = (
        Head(_("Therapist")), Head(_("Status")), Head(_("How likely"), 2), Head(_("On the list"), 2), Head(_("List"), 3),
        Head(_("Raised"), 3),
    )
    title = ngettext("%(count)s list match to judge", "%(count)s list matches to judge", counts["open"]) % {"count": counts["open"]}
    return MatchesPage(
        title=title if counts["open"] else _("No list match to judge"),
        text=_("A machine neither excludes nor clears anybody. Two people do, each with a reason."),
        tabs=tabs("matches", organization, actor), view=str(view.label), views=(ViewGroup(_("List matches"), views),), heads=heads,
        rows=tuple(_row(hit, organization) for hit in found), pager=_pager(total, page, address, view),
    )


def _row(hit, organization) -> Row:
    url = reverse("match", kwargs={"organization": organization.slug, "pk": hit.pk})
    cells = [
        Cell(state_tag(hit), "tag"), Cell(_band(hit), "text", 2), Cell(str(hit.entry), "text", 2),
        Cell(hit.entry.exclusion_list.name, "text", 3), Cell(day(hit.raised_on), "text", 3),
    ]
    return Row(str(hit.pk), hit.practitioner.person.full_name, url, agreeing(hit), cells)


def agreeing(hit) -> str:
    """What speaks for it, in one line."""
    agree = [each["identifier"] for each in hit.reasons if each["verdict"] == "agrees"]
    names = [str(words_matches.IDENTIFIERS[identifier]) for identifier in agree]
    return _("agrees: %(names)s") % {"names": listed(names)} if names else _("nothing agrees fully")


def _band(hit) -> str:
    return _("%(band)s, %(score)s of 100") % {"band": hit.get_band_display(), "score": hit.score}


def _pager(total, page, address, view) -> Pager:
    first, last = page * PAGE + 1, min((page + 1) * PAGE, total)
    shown = _("%(first)s to %(last)s of %(total)s") % {"first": min(first, total), "last": last, "total": total}
    link = f"{address}?view={view.key}&page="
    return Pager(shown, f"{link}{page - 1}" if page else "", f"{link}{page + 1}" if last < total else "")


def state_tag(hit) -> Tag:
    """Where two people stand with it."""
    return Tag(STATE_TAGS[hit.state], str(hit.get_state_display()))


def match_page(hit, *, actor, at, names, licenses, events, files) -> MatchPage:
    """One match; `names` and `licenses` are all of hers, `files` her applications here."""
    organization = hit.organization
    found = tuple(acts(hit, actor, at))
    here = {"organization": organization.slug}
    crumbs = [Link(_("List matches"), reverse("matches", kwargs=here))]
    crumbs += [Link(row.reference, reverse("file", kwargs={**here, "reference": row.reference})) for row in files]
    return MatchPage(
        title=_("Is %(name)s the one on the list?") % {"name": hit.practitioner.person.full_name},
        text=f"{hit.entry.exclusion_list.name} · {_band(hit)}",
        crumbs=tuple(crumbs),
        facts=(Pair(_("Status"), state_tag(hit)), Pair(_("Raised"), day(hit.raised_on)), Pair(_("Found under"), hit.name.title())),
        beside=(*beside(hit, names), *by_eye(hit, licenses)),
        about=tuple(about(hit)),
        acts=tuple(act for act in found if not act.refusals),
        off=tuple(act for act in found if act.refusals),
        said=str(words_matches.MEANS[hit.band]),
        eyes=eyes(hit),
        entries=tuple(entries(events)),
        seen=last_sequence(hit),
    )


def beside(hit, names):
    """Her identifiers and the list's, each with its verdict."""
    person, entry = hit.practitioner.person, hit.entry
    hers = {
        "family_name": listed(dict.fromkeys(name.family_name for name in names)),
        "given_name": listed(dict.fromkeys(name.given_name for name in names)),
        "date_of_birth": day(person.date_of_birth) if person.date_of_birth else "", "npi": hit.practitioner.npi,
    }
    family, _comma, given = hit.listed_as.partition(", ")  # one of several names the list gives
    theirs = {
        "family_name": family or entry.family_name or entry.business_name, "given_name": given if family else entry.given_name,
        "middle_name": entry.middle_name, "date_of_birth": listed(day(each) for each in entry.births),
        "npi": entry.npi.strip("0") and entry.npi,
    }
    for reason in hit.reasons:
        name = reason["identifier"]
        tag = Tag(words_matches.TAGS[reason["verdict"]], words_matches.verdict(reason))
        given, shown = hers.get(name) or _("not known"), theirs.get(name) or _("not on the list")
        yield Beside(str(words_matches.IDENTIFIERS[name]), given, shown, tag)


def by_eye(hit, licenses):
    """What no rule compares: her titles and where she holds them, beside the trade and the place on the list."""
    kinds = packs().types
    hers = (
        [kinds[row.license_type].title for row in licenses if row.license_type in kinds],
        [place(row.jurisdiction_id) for row in licenses],
    )
    for name, mine, columns in zip(("profession", "address"), hers, BY_EYE, strict=True):
        if theirs := [hit.entry.raw[column] for column in columns if hit.entry.raw.get(column)]:
            known = listed(dict.fromkeys(mine)) or _("not known")
            yield Beside(str(words_matches.SEEN_ELSEWHERE[name]), known, ", ".join(theirs), Tag("draft", _("Compare it yourself")))


def about(hit):
    """What else the row of the list says, as it stands there."""
    entry = hit.entry
    if found := words_matches.differing(hit.clearance):
        yield Pair(_("Said to differ"), listed(found))
    yield Pair(_("List file of"), day(hit.screening.version.as_of))
    if hit.known_on:
        yield Pair(_("Exclusion known since"), day(hit.known_on))
    if hit.listed_as and hit.listed_as != str(entry):
        yield Pair(_("First listed as"), str(entry))
    if entry.excluded_on:
        yield Pair(_("Excluded since"), day(entry.excluded_on))
    if entry.reinstated_on:
        yield Pair(_("Reinstated"), day(entry.reinstated_on))
    shown = {
        "GENERAL": _("Kind"), "Classification": _("Kind"), "SDN_Type": _("Kind"), "SPECIALTY": _("Specialty"),
        "EXCLTYPE": _("Ground of exclusion"), "CITY": _("City"),
        "STATE": pgettext("address", "State"),
    }
    yield from (Pair(label, entry.raw[name]) for name, label in shown.items() if entry.raw.get(name))


def acts(hit, actor, at):
    """Every step from where it stands; those that are off say why."""
    for name, (label, kind, allowed) in labels.MATCH_ACTS.items():
        found = refusals(hit, name, actor=actor, at=at, reason="given", differing=("other",))
        if not any(refusal.code == "wrong_state" for refusal in found):
            yield Act(name, str(label), "", found, kind=kind, allowed=str(allowed))


def eyes(hit) -> tuple[Eye, ...]:
    """Who said what, and who still has to."""
    first = Eye(_("First person"), _("nobody yet"))
    if hit.proposed_by:
        first = Eye(_("First person"), hit.proposed_by.full_name, day(hit.proposed_at), "seen")
    if hit.settled_by:
        return (first, Eye(_("Second person"), hit.settled_by.full_name, day(hit.settled_at), "confirmed"))
    return (first, Eye(_("Second person"), _("somebody else")))
