"""Samples of an audit in words: those drawn, and one with its files, its scores and its worksheet."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day, number
from network.parts import Link, Pair, Tag
from vetting.models import Kind
from vetting.pages.evidence import PackRow, command, pack_row, public_key
from vetting.pages.worksheet import SheetRow, element_words, sheet_rows
from vetting.sampling import INITIAL, RENEWAL
from vetting.worksheet import Verdict, scores


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One sample in the list."""

    purpose: str
    method: str
    files: int
    who: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One drawn file: its place, whether it is read first, and its worksheet."""

    reference: str
    name: str
    kind: str
    place: int
    first: bool
    decided_on: date
    who: str
    tag: Tag
    url: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One element over the sample."""

    element: str
    met: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class SamplePage:
    """Everything `vetting/sample.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    pairs: tuple[Pair, ...]
    scores: tuple[ScoreRow, ...]
    files: tuple[FileRow, ...]
    csv: str
    take: str
    packs: tuple[PackRow, ...]
    waits: bool
    command: str


def sample_row(sample) -> SampleRow:
    """One line of the list."""
    return SampleRow(
        sample.purpose, str(sample.get_method_display()), len(sample.files), sample.drawn_by.full_name, sample.drawn_at,
        sample_url("sample", sample),
    )


def sample_page(sample, sheets, packs=(), *, same, beside) -> SamplePage:
    """One sample; `packs`: (pack, whether this reader may open it); `same`: drawing it again gives the same files.

    `beside`: how many files were decided in its days since, and how many decisions there are records of elsewhere.
    """
    return SamplePage(
        title=sample.purpose,
        text=str(sample.get_method_display()),
        crumbs=(Link(_("Audit samples"), reverse("samples", kwargs={"organization": sample.organization.slug})),),
        pairs=(*_pairs(sample, same), *_beside(*beside)),
        scores=score_rows(sheets),
        files=tuple(map(file_row, sheets)),
        csv=sample_url("sample_worksheet", sample),
        take=sample_url("sample_evidence", sample),
        packs=tuple(pack_row(pack, opens) for pack, opens in packs),
        waits=any(pack.waits for pack, _opens in packs),
        command=command(public_key()),
    )


def sample_file(sample) -> str:
    """What files of a sample are called."""
    return f"sample-{sample.organization.slug}-{sample.pk}"


def sample_url(name, sample) -> str:
    """Where something of a sample is."""
    return reverse(name, kwargs={"organization": sample.organization.slug, "pk": sample.pk})


def _pairs(sample, same) -> tuple[Pair, ...]:
    universe = _("%(initial)s first and %(renewal)s later vettings, decided %(first)s through %(last)s") % {
        "initial": sample.universe["initial"], "renewal": sample.universe["renewal"], "first": day(sample.first), "last": day(sample.last),
    }
    again = Tag("done", _("gives the same files")) if same else Tag("warn", _("gives other files: more was decided since"))
    return (
        Pair(_("Drawn from"), universe), Pair(_("Seed"), sample.seed), Pair(_("Drawn by"), sample.drawn_by.full_name),
        Pair(_("Drawn on"), day(sample.drawn_at, sample.organization.zone)), Pair(_("Drawing it again today"), again),
    )


def _beside(since, recorded):
    if since:
        words = ngettext("%(count)s file: in no drawing of it", "%(count)s files: in no drawing of it", since) % {"count": number(since)}
        yield Pair(_("Decided in these days since"), words)
    if recorded:
        words = ngettext(
            "%(count)s decision made elsewhere: in no drawing of it", "%(count)s decisions made elsewhere: in no drawing of it", recorded
        ) % {"count": number(recorded)}
        yield Pair(_("Recorded from an existing network"), words)


def file_row(sheet) -> FileRow:
    """One drawn file."""
    bad = sum(line.verdict is Verdict.NOT_MET for line in sheet.lines)
    tag = Tag("stop", _("%(count)s not met") % {"count": bad}) if bad else Tag("done", _("all met"))
    application = sheet.application
    url = reverse("file_evidence", kwargs={"organization": application.organization.slug, "reference": application.reference})
    return FileRow(
        application.reference, application.practitioner.person.full_name, str(Kind(application.kind).label), sheet.place, sheet.first,
        sheet.decision.decided_on, sheet.decision.decided_by.full_name, tag, url, sheet_rows(sheet.lines),
    )


def score_rows(sheets) -> tuple[ScoreRow, ...]:
    """Per kind and element: met where all that were read first meet it, or all that were drawn."""
    found = []
    for kind, words in ((INITIAL, _("first vettings")), (RENEWAL, _("later vettings"))):
        mine = [sheet for sheet in sheets if sheet.kind == kind]
        early = [line for sheet in mine if sheet.first for line in sheet.lines]
        late = [line for sheet in mine if not sheet.first for line in sheet.lines]
        for score in scores(early, late):
            tag = Tag("done", _("Met")) if score.settled else Tag("stop", _("Not met"))
            met = _("%(met)s of %(read)s") % {"met": score.met, "read": score.read}
            element = _("%(element)s, %(kind)s") % {"element": element_words(score.element), "kind": words}
            found.append(ScoreRow(element, met, tag))
    return tuple(found)

