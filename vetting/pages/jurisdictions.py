"""What is known of jurisdictions, as pages: a table of states and professions, one of them in full, one row to correct."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.catalog import GENERAL_KNOWLEDGE
from licensure.corrections import FIELDS as CORRECTABLE
from licensure.coverage import FIELDS, Cell, Sure, sureness
from licensure.words_coverage import FIELDS as FIELD_WORDS
from licensure.words_coverage import PROFESSIONS, SURE, column_words, corrected_words, value_words
from licensure.words_needed import title_words
from network.formats import day
from network.models import Service
from network.parts import Cell as TableCell
from network.parts import Head, Link, Pager, Pair, Row, Tag, Task
from vetting.words_values import place_label

KINDS = {Sure.SOURCED: "good", Sure.READ: "source", Sure.GENERAL: "warn", Sure.UNKNOWN: "stop"}
RANKS = {"level": 2, "requirement": 2, "register": 2, "renewal": 2}
PAGE = 40  # rows; a phone shows five at a time
ROW_KIND = {"zone": "place", "register": "register", "requirement": "requirement"}
COLUMN = {"channel": "channels", "register": "name", "requirement": "expression"}


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Everything `vetting/jurisdictions.html` shows."""

    title: str
    text: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    conflicts: tuple[Task, ...]
    pager: Pager
    late: str
    own: tuple[Task, ...]
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldBox:
    """One field with every statement that adds up to it."""

    key: str
    label: str
    tag: Tag
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class JurisdictionPage:
    """Everything `vetting/jurisdiction.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    boxes: tuple[FieldBox, ...]
    own: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Everything `vetting/correction.html` shows beside its form; `standing`: one counts, `conflict`: for everyone something else."""

    title: str
    crumbs: tuple[Link, ...]
    pairs: tuple[Pair, ...]
    standing: bool
    conflict: str


def tag(sure: Sure) -> Tag:
    """How sure, by word and shape."""
    return Tag(KINDS[sure], str(SURE[sure]))


def profession_words(code: str) -> str:
    """A profession by its word."""
    return str(PROFESSIONS.get(code, code))


def coverage_page(
    cells: tuple[Cell, ...], conflicts, *, organization, may_correct, page: int = 0, state: str = "", own=(), serves=()
) -> CoveragePage:
    """A row per state and profession, each field with how sure and how old it is; `page` of them from 0, of a `state` or all."""
    grouped: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        grouped.setdefault((cell.state, cell.profession), []).append(cell)
    shown = list(grouped.items())[page * PAGE : (page + 1) * PAGE]
    uncovered = sum(not cell.covered for cell in cells)
    sourced = sum(cell.sure is Sure.SOURCED for cell in cells)
    title = ngettext("%(count)s field is not covered", "%(count)s fields are not covered", uncovered) % {"count": uncovered}
    counts = {"sourced": sourced, "all": len(cells)}
    return CoveragePage(
        title=title,
        text=_(
            "%(sourced)s of %(all)s fields are sourced: the board's or the law's own page, its words quoted. "
            "What is unknown never yields a yes; what is unconfirmed says so in every answer."
        ) % counts,
        heads=(
            Head(_("State and profession")), Head(str(SURE[Sure.SOURCED])),
            *(Head(str(FIELD_WORDS[field]), RANKS.get(field, 3)) for field in FIELDS),
        ),
        rows=tuple(_row(organization, *key, group) for key, group in shown),
        conflicts=tuple(_conflict(each, organization, may_correct) for each in conflicts),
        pager=_pager(page, len(shown), len(grouped), f"{address('jurisdictions', organization)}?{urlencode({'state': state})}"),
        late=address("extensions", organization), own=tuple(map(_own, own)), serves=tuple(map(_warned, serves)),
    )


def _own(rule) -> Task:
    """What a state asks of the organization itself, with where it was read."""
    told = [rule.exemption, rule.fact.source, rule.fact.note]
    told += [_("Checked on %(day)s.") % {"day": day(rule.fact.checked_on)}] if rule.fact.checked_on else []
    said = _("%(place)s: a license of its own beyond %(sessions)s sessions in %(months)s months") % {
        "place": place_label(rule.jurisdiction), "sessions": rule.sessions, "months": rule.months,
    }
    return Task(said, tag(sureness(rule.fact)), "", " · ".join(filter(None, told)))


def _warned(rule) -> str:
    """The warning to an organization that serves clients there."""
    return _(
        "Your organization serves clients in %(place)s. Beyond %(sessions)s sessions with one client in %(months)s months it needs a "
        "license of its own there (%(exemption)s)."
    ) % {
        "place": place_label(rule.jurisdiction), "sessions": rule.sessions, "months": rule.months, "exemption": rule.exemption,
    }


def _pager(page, shown, total, url) -> Pager:
    first, last = page * PAGE + bool(shown), page * PAGE + shown
    told = _("%(first)s to %(last)s of %(total)s") % {"first": first, "last": last, "total": total}
    return Pager(told, f"{url}&page={page - 1}" if page else "", f"{url}&page={page + 1}" if last < total else "")


def _row(organization, state, profession, group) -> Row:
    url = address("jurisdiction", organization, code=state, profession=profession)
    sourced = {"count": sum(cell.sure is Sure.SOURCED for cell in group), "all": len(group)}
    cells = [TableCell(_("%(count)s of %(all)s sourced") % sourced, "text")]
    cells += [TableCell(_in_words(cell), "text", RANKS.get(cell.field, 3), soft=not cell.covered) for cell in group]
    return Row(f"{state}-{profession}", place_label(state), url, profession_words(profession), cells)


def _in_words(cell: Cell) -> str:
    """How sure and how old: "Sourced, 26 Nov 2026"."""
    word = str(SURE[cell.sure])
    return f"{word}, {day(cell.checked_on)}" if cell.covered and cell.checked_on else word


def _conflict(each, organization, may_correct) -> Task:
    url = correction_url(organization, each.kind, each.key, each.field) if may_correct else ""
    told = {name: corrected_words(each.kind, each.field, getattr(each, name)) for name in ("edited", "pack")}
    said = _("Corrected to %(edited)s; for everyone %(pack)s counts now.") % told
    return Task(f"{row_words(each.kind, each.key)} · {column_words(each.kind, each.field)}", Tag("warn", _("Conflict")), url, said)


def jurisdiction_page(cells: tuple[Cell, ...], *, state, profession, organization, may_correct, own=None) -> JurisdictionPage:
    """Every statement with its value, its source, the words read there and the day."""
    crumbs = (Link(_("Jurisdictions"), address("jurisdictions", organization)),)
    boxes = tuple(_box(cell, organization, may_correct) for cell in cells)
    text = _("Each statement with where it was read, in which words, and when.")
    return JurisdictionPage(f"{place_label(state)} · {profession_words(profession)}", text, crumbs, boxes, (_own(own),) if own else ())


def _box(cell, organization, may_correct) -> FieldBox:
    tasks = tuple(_statement(cell.field, each, organization, may_correct) for each in cell.statements)
    return FieldBox(cell.field, str(FIELD_WORDS[cell.field]), tag(cell.sure), tasks)


def _statement(field, each, organization, may_correct) -> Task:
    kind, column = ROW_KIND.get(field, "title"), COLUMN.get(field, field)
    known = each.value or field != "requirement"
    url = correction_url(organization, kind, each.subject, column) if may_correct and known else ""
    said = value_words(field, each) or _("nothing is recorded")
    fact = each.fact
    source = _("general knowledge") if fact.source == GENERAL_KNOWLEDGE else fact.source
    told = [source or _("No source."), fact.note]
    told += [_("Checked on %(day)s.") % {"day": day(fact.checked_on)}] if fact.checked_on else [_("Nobody has looked.")]
    label = ": ".join(filter(None, (about(field, each.subject), str(said))))
    return Task(label, tag(each.sure), url, " · ".join(filter(None, told)))


def row_words(kind: str, subject: str) -> str:
    """A row of the packs by its name: "LPC, Texas", "Counseling, Texas", "Texas"; what has no name by its key."""
    place, _colon, name = subject.partition(":")
    if kind == "title":
        return f"{title_words(subject)}, {place_label(place)}"
    if kind == "requirement":
        return f"{about(kind, subject)}, {place_label(place)}"
    return place_label(subject) if kind == "place" else subject


def about(field: str, subject: str) -> str:
    """Which title, service or place a statement is about; nothing where the statement names it itself."""
    if field in ("title", "register"):
        return ""
    if field == "requirement":
        return str(dict(Service.choices).get(subject.rpartition(":")[2], subject))
    return place_label(subject) if field == "zone" else title_words(subject)


def correction_page(kind, subject, field, *, now, pack, row, conflict, organization) -> CorrectionPage:
    """What counts here and for everyone, and the correction in force with what it rests on; values are plain."""
    values = ((_("Counts for you"), now), (_("Counts for everyone"), pack))
    pairs = [Pair(label, corrected_words(kind, field, value)) for label, value in values]
    if row:
        pairs += [
            Pair(_("Corrected on"), day(row.corrected_at, organization.zone)), Pair(_("Reason"), row.reason), Pair(_("Source"), row.source),
            Pair(_("Words that were read"), row.note), Pair(_("Checked on"), day(row.checked_on)), *_answer(row, organization),
        ]
    told = _("What counts for everyone says otherwise since. Keep your correction, or let that count.") if conflict else ""
    crumbs = (Link(_("Jurisdictions"), address("jurisdictions", organization)),)
    return CorrectionPage(f"{row_words(kind, subject)} · {column_words(kind, field)}", crumbs, tuple(pairs), row is not None, told)


def _answer(row, organization):
    """What the operator made of it; while nobody answered, that it is with her."""
    yield Pair(_("For everyone"), str(row.get_answer_display()))
    if row.answer:
        yield Pair(_("Answered on"), f"{day(row.answered_at, organization.zone)}, {row.answered_by}")
        yield Pair(_("Reason of the answer"), row.answer_reason)


def correction_url(organization, kind, subject, field) -> str:
    """Where one field of one row is corrected."""
    return f"{address('correct_reference', organization)}?{urlencode({'kind': kind, 'subject': subject, 'field': field})}"


def correctable(kind, subject, field) -> tuple[Link, ...]:
    """The other fields of the row, as tabs."""
    about = {"kind": kind, "subject": subject}
    return tuple(
        Link(column_words(kind, each), f"?{urlencode({**about, 'field': each})}", current=each == field) for each in CORRECTABLE[kind]
    )


def address(name, organization, **kwargs) -> str:
    """A page of this organization."""
    return reverse(name, kwargs={"organization": organization.slug, **kwargs})
