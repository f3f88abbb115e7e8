"""Evidence of one file: what a pack holds and how it is checked, and the index that lies in it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from licensure.models import Verification
from network import seals
from network.formats import day
from network.parts import Entry, Link, Pair, Tag
from vetting.models import Decision
from vetting.pages.changes import ChangeRow, change_rows
from vetting.pages.decided import Decided, decided
from vetting.pages.heading import facts, subtitle, tabs, url_of
from vetting.pages.timeline import entries, names_of
from vetting.pages.worksheet import SheetRow, sheet_rows


@dataclass(frozen=True, slots=True)
class PackRow:
    """The evidence of a sample, or of one file, as one ZIP: where it is, or why there is none. `url` is empty where it cannot be taken."""

    who: str
    at: datetime
    tag: Tag
    text: str
    size: int | None
    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Everything `vetting/evidence.html` shows. `decided_on` None: there is no worksheet yet."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    facts: tuple[Pair, ...]
    tabs: tuple[Link, ...]
    decided_on: date | None
    rows: tuple[SheetRow, ...]
    changes: tuple[ChangeRow, ...]
    packs: tuple[PackRow, ...]
    key: str
    command: str
    url: str


@dataclass(frozen=True, slots=True)
class Index:
    """Everything `vetting/evidence_index.html` shows of one file: a pack's contents for somebody without our product."""

    title: str
    organization: str
    text: str
    made_at: datetime
    decisions: tuple[Decided, ...]
    rows: tuple[SheetRow, ...]
    changes: tuple[ChangeRow, ...]
    entries: tuple[Entry, ...]


def evidence_page(application, waiting, sheet, changes, packs=(), *, on) -> EvidencePage:
    """The worksheet, what was changed after it was verified, and what is taken and how anybody checks it; `packs` as in `sample_page`."""
    key = public_key()
    return EvidencePage(
        title=application.practitioner.person.full_name,
        text=subtitle(application),
        crumbs=(Link(_("Queue"), url_of("queue", application)),),
        facts=facts(application, waiting, on),
        tabs=tabs(application, "file_evidence"),
        decided_on=sheet.decision.decided_on if sheet else None,
        rows=sheet_rows(sheet.lines) if sheet else (),
        changes=change_rows(changes),
        packs=tuple(pack_row(pack, opens) for pack, opens in packs),
        key=key,
        command=command(key),
        url=url_of("file_evidence", application),
    )


def pack_row(pack, opens) -> PackRow:
    """One file of evidence that was asked for."""
    zone, url = pack.organization.zone, ""
    if pack.failure:
        tag, text = Tag("stop", _("Not made")), _failure(pack)
    elif pack.waits:
        tag, text = Tag("source", _("Being made")), _("Read this page again in a minute. You may close it meanwhile.")
    elif pack.document is None:
        tag, text = Tag("draft", _("Gone")), _("It was there through %(day)s. Ask again for a new one.") % {"day": day(pack.until, zone)}
    else:
        tag, text = Tag("done", _("Ready")), _("It can be taken until %(until)s.") % {"until": day(pack.until, zone)}
        where = {"organization": pack.organization.slug, "reference": pack.document.reference}
        url = reverse("staff-document", kwargs=where) if opens else ""
    return PackRow(pack.asked_by.full_name, pack.asked_at, tag, text, pack.size, pack.sha256, url)


def _failure(pack) -> str:
    """Why none was made, and what helps; of one file alone no fewer can be drawn."""
    if pack.failure == pack.Failure.TOO_LARGE and pack.application_id is not None:
        return _("It would be larger than four gibibytes. Take the documents of this file one by one from its page.")
    return str(pack.get_failure_display())


def public_key() -> str:
    """The key packs are checked with, as text. Raises SealError."""
    return seals.public_hex(seals.signing_key(Path(settings.AUDIT_KEY)).public_key())


def command(key: str) -> str:
    """How a pack is checked at a terminal."""
    return _("python3 -I verify.py PACK.zip --key %(key)s") % {"key": key}


def index_of(application, sheet, changes, events, *, at) -> Index:
    """The index of one file's pack, newest first in each part: of changes and events those its reader may read."""
    organization = application.organization
    checks = Verification.objects.within(organization).filter(file=application.reference)
    made = Decision.objects.within(organization).filter(application=application).select_related("decided_by", "second_by", "appeal")
    return Index(
        title=application.practitioner.person.full_name,
        organization=organization.name,
        text=subtitle(application),
        made_at=at,
        decisions=tuple(map(decided, made)),
        rows=sheet_rows(sheet.lines) if sheet else (),
        changes=change_rows(changes),
        entries=tuple(entries(events, names=names_of(checks))),
    )
