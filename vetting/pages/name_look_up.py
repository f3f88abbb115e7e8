"""What looking a name up on the lists found, in words."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.models import Band, ListVersion
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
