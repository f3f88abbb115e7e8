"""What looking a name up on the lists found, in words."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.firm_look_up import SAME
from licensure.models import Band, ListVersion
from licensure.queries.name_look_up import FirmRow
from licensure.screening import Candidate
from network.formats import day
from network.parts import Pair, Tag
from vetting import words_matches

SHOWN = 20  # rows shown; the others are counted
TAGS = {Band.POSSIBLE: "draft", Band.PROBABLE: "warn", Band.CERTAIN: "stop"}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row of a list: as whom it is listed, where, how likely, and each identifier compared."""

    name: str
    file: str
    tag: Tag
    compared: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class FoundNames:
    """The sentence its reader came for, and the likeliest rows."""

    sentence: str
    rows: tuple[FoundRow, ...]


def found_names(found: list[tuple[ListVersion, Candidate]], versions: int) -> FoundNames:
    """`found`: the likeliest first; `versions`: how many lists were searched."""
    told = {"count": len(found), "shown": min(len(found), SHOWN)}
    if not versions:
        sentence = _("No exclusion list is loaded, so nobody can be found on one.")
    elif not found:
        sentence = _("No row of a list in use may be this person.")
    elif len(found) > SHOWN:
        sentence = _("%(count)s rows may be this person; here are the likeliest %(shown)s.") % told
    else:
        sentence = ngettext("%(count)s row may be this person.", "%(count)s rows may be this person.", len(found)) % told
    return FoundNames(sentence, tuple(_row(*pair) for pair in found[:SHOWN]))


def found_firms(found: list[FirmRow], versions: int) -> FoundNames:
    """What looking a company up found; `found`: the most alike first, `versions`: how many lists were searched."""
    told = {"count": len(found), "shown": min(len(found), SHOWN)}
    if not versions:
        sentence = _("No exclusion list is loaded, so nobody can be found on one.")
    elif not found:
        sentence = _("No row of a list in use names a company like this one.")
    elif len(found) > SHOWN:
        sentence = _("%(count)s rows name a company like this one; here are the most alike %(shown)s.") % told
    else:
        sentence = ngettext(
            "%(count)s row names a company like this one.", "%(count)s rows name a company like this one.", len(found)
        ) % told
    return FoundNames(sentence, tuple(_firm(each) for each in found[:SHOWN]))


def _firm(found: FirmRow) -> FoundRow:
    told = {"list": found.version.exclusion_list, "day": day(found.version.as_of)}
    same = _("The same words") if found.alike == SAME else _("%(percent)s%% alike, letter by letter") % {"percent": found.alike}
    pairs = [Pair(_("Name that agrees"), found.name), Pair(_("How alike"), same)]
    if found.entry.excluded_on:
        pairs.append(Pair(_("Excluded on"), day(found.entry.excluded_on)))
    if found.entry.family_name:
        pairs.append(Pair(_("Stands with"), _("a person whose row names this company")))
    return FoundRow(
        name=str(found.entry), file=_("%(list)s, as of %(day)s") % told, tag=Tag(TAGS[Band.POSSIBLE], str(Band.POSSIBLE.label)),
        compared=tuple(pairs),
    )


def _row(version: ListVersion, candidate: Candidate) -> FoundRow:
    entry, reasons = candidate.entry, candidate.reasons
    told = {"list": version.exclusion_list, "day": day(version.as_of)}
    return FoundRow(
        name=", ".join(part for part in (entry.family, f"{entry.given} {entry.middle}".strip()) if part),
        file=_("%(list)s, as of %(day)s") % told, tag=Tag(TAGS[candidate.band], str(Band(candidate.band).label)),
        compared=tuple(Pair(capfirst(words_matches.IDENTIFIERS[each.identifier]), _verdict(each)) for each in reasons),
    )


def _verdict(reason) -> str:
    return words_matches.verdict({"verdict": reason.verdict, "how": reason.how})
