"""Boards' own files as pages: which are in use, and one file with its sample rows and what is odd about it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.facts.board_files import USABLE_DAYS
from licensure.models import BoardFile
from licensure.policy import known
from licensure.sources import ListUnavailable
from licensure.words_boards import odd_words, refused_words
from network.formats import day, groups_of_four, in_days, moment, number
from network.parts import Link, Pair, Tag, Task

NAMED = 12


@dataclass(frozen=True, slots=True)
class FilesPage:
    """Every file: those in use, those that wait, the last that were refused. `boards` are what may be chosen."""

    crumbs: list[Link]
    files: list[Task]
    boards: list[Link]


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file. `samples`: each column with its first cells; `odd`: rows kept out; `refused`: why it was not taken."""

    crumbs: list[Link]
    title: str
    tag: Tag
    pairs: list[Pair]
    samples: list[Pair]
    odd: list[str]
    refused: str
    unknown: str
    open: bool


def files_page(files: list[BoardFile], organization, *, on: date) -> FilesPage:
    """The page; ages by the organization's day."""
    registers = known(organization).registers
    at_home = organization.country
    boards = sorted(registers.values(), key=lambda each: (not each.jurisdiction.startswith(at_home), each.jurisdiction, each.name))
    choices = [Link(f"{each.jurisdiction} · {each.name}", each.key) for each in boards]
    return FilesPage(_crumbs(organization), [_task(file, files, organization, on) for file in files], choices)


def file_page(file: BoardFile, samples, organization, *, on: date) -> FilePage:
    """One file in full."""
    more = [Link(_("Boards’ own files"), reverse("board_files", kwargs={"organization": organization.slug}))]
    pairs = [
        (_("As of"), f"{day(file.as_of)}, {in_days((file.as_of - on).days)}"), (_("What stands in it"), file.get_kind_display()),
        (_("Titles"), _titles(file)), (_("Brought"), f"{moment(file.brought_at, organization.zone)}, {file.brought_by}"),
        (_("Rows"), number(file.rows) if file.loaded_at else ""), (_("Rows kept out"), number(file.odd) if file.loaded_at else ""),
        (_("Columns mapped"), f"{day(file.mapping.set_at, organization.zone)}, {file.mapping.set_by}" if file.mapping else ""),
        (_("Fingerprint"), groups_of_four(file.sha256[:16])),
    ]
    return FilePage(
        [*_crumbs(organization), *more], _name(file), _tag(file, on), [Pair(label, value) for label, value in pairs if value],
        [Pair(column, " · ".join(filter(None, cells)) or _("empty in these rows")) for column, cells in samples],
        [_("Row %(row)s: %(what)s") % {"row": odd["row"], "what": odd_words(odd["code"])} for odd in file.odd_rows[:NAMED]],
        refused_words(ListUnavailable(file.refused, file.detail, row=file.row)) if file.refused else "", _unknown(file),
        file.loaded_at is None and bool(file.columns),
    )


def titles_of(register: str) -> list[tuple[str, str]]:
    """The titles a board issues, to choose from."""
    found = [each for each in known().types.values() if each.register == register]
    return [(each.key, " · ".join(dict.fromkeys(filter(None, (each.abbreviation, each.title))))) for each in found]


def board_name(register: str) -> str:
    """The board's name with its place; its key when no pack knows it any more."""
    found = known().registers.get(register)
    return f"{found.jurisdiction} · {found.name}" if found else register


def _crumbs(organization) -> list[Link]:
    return [Link(_("Registers"), reverse("registers", kwargs={"organization": organization.slug}))]


def _task(file: BoardFile, files, organization, on: date) -> Task:
    replaced = next((each for each in files if each.loaded_at and file.loaded_at and _same(each, file)), file) is not file
    tag = Tag("draft", _("Replaced")) if replaced else _tag(file, on)
    told = [_("As of %(day)s.") % {"day": day(file.as_of)}, _titles(file)]
    if file.loaded_at:
        told.append(ngettext("%(count)s row", "%(count)s rows", file.rows) % {"count": number(file.rows)})
        told.append(ngettext("%(count)s kept out", "%(count)s kept out", file.odd) % {"count": number(file.odd)} if file.odd else "")
    address = reverse("board_file", kwargs={"organization": organization.slug, "pk": file.pk})
    return Task(_name(file), tag, address, " · ".join(filter(None, told)))


def _same(one: BoardFile, other: BoardFile) -> bool:
    return (one.register, one.kind, one.titles) == (other.register, other.kind, other.titles)


def _tag(file: BoardFile, on: date) -> Tag:
    if file.refused:
        return Tag("stop", _("Refused"))
    if file.loaded_at is None:
        return Tag("ours", _("Its columns wait for you"))
    if (on - file.as_of).days > USABLE_DAYS:
        return Tag("warn", _("Too old to say “not found”"))
    return Tag("good", _("In use"))


def _name(file: BoardFile) -> str:
    return board_name(file.register)


def _titles(file: BoardFile) -> str:
    types = known().types
    named = [types[key].abbreviation or types[key].title for key in file.titles if key in types]
    return ", ".join(named) or _("every title of the board")


def _unknown(file: BoardFile) -> str:
    """Status words nobody mapped, with how often they stand there."""
    words = ", ".join(f"“{word}” ({number(count)})" for word, count in list(file.words.items())[:NAMED])
    if not words or not file.loaded_at:
        return ""
    return _("Nobody said what these status words mean, so they hold for a person: %(words)s") % {"words": words}
