"""Single values in words: codes, places, registers, lists, languages, months, amounts of time and money. No database."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from licensure.packs import packs
from network.formats import amount, day, listed, month, number
from network.money import Money
from vetting.wording import (
    CODES,
    COUNTRIES,
    COUNTRY_LABELS,
    DEGREES,
    HELD,
    HOURS,
    LISTS,
    METHODS,
    MODES,
    NAMES,
    RELATIONS,
    YESSES,
)

ELSEWHERE, OTHER_LANGUAGE = "ZZ", "mis"  # of a paper: a country without a pack, a language nobody listed
COUNTED = {
    "years": lambda count: ngettext("%(count)s year", "%(count)s years", count),
    "months": lambda count: ngettext("%(count)s month", "%(count)s months", count),
    "days": lambda count: ngettext("%(count)s day", "%(count)s days", count),
    "hours": lambda count: ngettext("%(count)s hour", "%(count)s hours", count),
    "references": lambda count: ngettext("%(count)s reference", "%(count)s references", count),
    "concerns": lambda count: ngettext("%(count)s substantiated concern", "%(count)s substantiated concerns", count),
    "claims": lambda count: ngettext("%(count)s claim", "%(count)s claims", count),
    "matches": lambda count: ngettext("%(count)s match", "%(count)s matches", count),
    "questions": lambda count: ngettext("%(count)s question", "%(count)s questions", count),
    "minutes": lambda count: ngettext("%(count)s minute", "%(count)s minutes", count),
    "points": lambda count: ngettext("%(count)s point", "%(count)s points", count),
}


def counted(unit: str, count: int) -> str:
    """So many of a unit: "1 year", "120 days"."""
    return COUNTED[unit](count) % {"count": number(count)}


def last(unit: str, count: int) -> str:
    """How far back is looked, as what something lies in: "the last year", "the last 120 months"."""
    if count == 1:
        return _("the last year") if unit == "years" else _("the last month")
    return (_("the last %(years)s") if unit == "years" else _("the last %(months)s")) % {unit: counted(unit, count)}


def degree(level: str) -> str:
    """What somebody holds who took a degree of this level: "an associate degree"."""
    return str(DEGREES.get(level) or code(level))


def code(value: str) -> str:
    """A code in words: a word we know, a place, a register, a list; any other reads as plain text."""
    if value in CODES:
        return str(CODES[value])
    if value in packs().places or value in COUNTRIES:
        return place(value)
    return list_name(value) if value in LISTS else register(value)


def place(value: str) -> str:
    """A jurisdiction by its name."""
    if value in COUNTRIES:
        return str(COUNTRIES[value])
    found = packs().places.get(value)
    return found.name if found else value


def place_label(value: str) -> str:
    """A jurisdiction by its name, as a label and not in a sentence."""
    return str(COUNTRY_LABELS[value]) if value in COUNTRY_LABELS else place(value)


def held(level: str) -> str:
    """What somebody of this practice level holds: "an independent license"."""
    return str(HELD.get(level) or code(level))


def method(value: str) -> str:
    """A way of checking, as a noun."""
    return str(METHODS.get(value) or code(value))


def register(value: str) -> str:
    """A register by its name; one without a pack by what its key says."""
    found = packs().registers.get(value)
    return found.name if found else plain(value)


def list_name(value: str | None) -> str:
    """An exclusion list by its name; one nobody named by its key in capitals."""
    if value is None:
        return _("the lists")
    return str(LISTS[value]) if value in LISTS else plain(value).upper()


def language_name(value: str) -> str:
    """A language in the reader's own."""
    if value == OTHER_LANGUAGE:
        return _("another language")
    try:
        return str(get_language_info(value)["name_translated"])
    except KeyError:
        return value


def is_language(value: str) -> bool:
    """Whether it is the code of a language, or of one nobody listed."""
    return value == OTHER_LANGUAGE or language_name(value) != value


def plain(value: str) -> str:
    """What is left of a code no table knows, without what only machines read."""
    return value if " " in value else value.rpartition(":")[2].replace("_", " ")  # a sentence is no code


def stretch(first: date, last: date | None) -> str:
    """`Sep 2024 to Mar 2026`; `since Sep 2024` when it goes on."""
    if last is None:
        return _("since %(day)s") % {"day": month(first)}
    return _("%(first)s to %(last)s") % {"first": month(first), "last": month(last)}


def source_value_label(name: str) -> str:
    """The name of one value a source gave."""
    return str(NAMES.get(name, name.replace("_", " ")))


def source_value(value) -> str:
    """One value of a source, or of a finding, in words; empty when there is none."""
    if value is None or value in ((), [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Money):
        return amount(value.minor, value.currency, cents=value.minor % 100 != 0)
    if isinstance(value, Mapping):
        return "; ".join(_pair(name, content) for name, content in value.items())
    if isinstance(value, list | tuple):
        return listed([source_value(item) for item in value if source_value(item)])
    return code(value) if isinstance(value, str) else str(value)


def _pair(name: str, value) -> str:
    if len(name) == 3 and name.isupper() and isinstance(value, int):
        return source_value(Money(value, name))
    return _("%(name)s: %(value)s") % {"name": NAMES.get(name) or code(name), "value": source_value(value)}


def either(items) -> str:
    """Alternatives: "a, b or c"."""
    shown = [str(item) for item in items]
    if len(shown) < 2:
        return "".join(shown)
    return _("%(most)s or %(last)s") % {"most": ", ".join(shown[:-1]), "last": shown[-1]}


SPOKEN = {  # fields whose codes have words of their own in a sentence
    "modes": lambda value: str(MODES.get(value) or code(value)),
    "languages": language_name, "registers": register, "lists": list_name, "jurisdictions": place, "closed_places": place, "levels": held,
    "supervisors": held, "methods": method, "relations": lambda value: str(RELATIONS.get(value) or code(value)),
    "otherwise": lambda value: str(YESSES.get(value) or code(value)),
    "countries": place,
    "kind": lambda value: str(HOURS.get(value) or code(value)),
}
WEIGHTS_OF_YES = ("blocks", "committee", "director", "note", "none")  # from the most to the least


ALL_OF = ("lists", "features", "kinds", "papers")  # fields of which every code is meant, not one of them
COUNTED_AS = {"grace": "days", "minutes": "minutes", "clean": "points", "director": "points"}  # what a field’s number counts


def value_in_words(name: str, value) -> str:
    """One field of a limit: numbers with their unit, money as money, several as alternatives."""
    if name in COUNTED_AS and isinstance(value, int):
        return counted(COUNTED_AS[name], value)
    if name in ("years", "months", "days", "hours") and isinstance(value, int):
        return pgettext("look-back", "ever") if name == "years" and value == 0 else counted(name, value)
    if name == "weights":
        return listed([_weight(measure, points) for measure, points in value.items()])
    if isinstance(value, Mapping) and all(isinstance(content, int) for content in value.values()):
        return either([source_value(Money(content, currency)) for currency, content in value.items()])
    if isinstance(value, Mapping) and name == "needs":
        return listed([_need(service, certificates) for service, certificates in value.items()])
    if name == "matrix":
        return "; ".join(_yesses(value)) or _("nothing")
    if name == "papers_by":
        return "; ".join(map(paper_row, value or ()))
    if isinstance(value, list | tuple):
        shown = [SPOKEN.get(name, code)(item) for item in value]
        return listed(shown) if name in ALL_OF else either(shown)
    return SPOKEN[name](value) if name in SPOKEN and isinstance(value, str) else source_value(value)


def paper_row(row: Mapping) -> str:
    """One row of papers by profession and place: "proof of immunization (nurse specialist; the Netherlands; at most 5 years old)"."""
    said = [either(map(code, row["professions"])), either(map(place, row["places"]))]
    said.append(_("at most %(years)s old") % {"years": counted("years", row["years"])} if row["years"] else "")
    whom = "; ".join(filter(None, said)) or _("everybody")
    return _("%(paper)s (%(whom)s)") % {"paper": code(row["paper"]), "whom": whom}


def _yesses(matrix: Mapping):
    """A table of answers in words, what weighs most first: "it blocks: conviction (serious)"."""
    cells = [(level, _yes(question, grade)) for question, grades in matrix.items() for grade, level in grades.items()]
    for level in sorted(dict.fromkeys(level for level, _cell in cells), key=WEIGHTS_OF_YES.index):
        answers = listed(cell for each, cell in cells if each == level)
        yield _("%(what)s: %(answers)s") % {"what": SPOKEN["otherwise"](level), "answers": answers}


def _yes(question: str, grade: str) -> str:
    return code(question) if grade == "any" else _("%(question)s (%(grade)s)") % {"question": code(question), "grade": code(grade)}


def _weight(measure: str, points: int) -> str:
    return _("%(measure)s: %(points)s") % {"measure": code(measure), "points": number(points)}


def _need(service: str, certificates) -> str:
    return _("%(certificates)s for %(service)s") % {"certificates": either(map(code, certificates)), "service": code(service)}
