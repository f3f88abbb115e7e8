"""Evidence of one file: what a pack holds and how it is checked, and the index that lies in it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from licensure.models import Verification
from network import seals
from network.events import timeline
from network.parts import Entry, Link, Pair
from vetting.models import Decision
from vetting.pages.check import label, state_words
from vetting.pages.decided import Decided, decided
from vetting.pages.heading import facts, subtitle, tabs, url_of
from vetting.pages.timeline import entries, names_of


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Everything `vetting/evidence.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    facts: tuple[Pair, ...]
    tabs: tuple[Link, ...]
    key: str
    command: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One check in the index: what, where, as of which day, by whom, how it stands."""

    what: str
    source: str
    as_of: object
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class Index:
    """Everything `vetting/evidence_index.html` shows: a pack's contents for somebody without our product."""

    title: str
    organization: str
    text: str
    made_at: datetime
    decisions: tuple[Decided, ...]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]


def evidence_page(application, waiting, *, on) -> EvidencePage:
    """What is taken, and how anybody checks it."""
    key = seals.public_hex(seals.signing_key(Path(settings.AUDIT_KEY)).public_key())
    return EvidencePage(
        title=application.practitioner.person.full_name,
        text=subtitle(application),
        crumbs=(Link(_("Queue"), url_of("queue", application)),),
        facts=facts(application, waiting, on),
        tabs=tabs(application, "file_evidence"),
        key=key,
        command=_("python3 -I verify.py PACK.zip --key %(key)s") % {"key": key},
        url=url_of("file_evidence", application),
    )


def index_of(application, *, at) -> Index:
    """The index of one file's pack, newest first in each part."""
    organization = application.organization
    rows = Verification.objects.within(organization).filter(file=application.reference)
    checks = list(rows.select_related("verified_by", "waived_by").order_by("pk"))
    made = Decision.objects.within(organization).filter(application=application).select_related("decided_by", "second_by", "appeal")
    return Index(
        title=application.practitioner.person.full_name,
        organization=organization.name,
        text=subtitle(application),
        made_at=at,
        decisions=tuple(map(decided, made)),
        lines=tuple(map(_line, checks)),
        entries=tuple(entries(timeline(application), names=names_of(checks))),
    )


def _line(check) -> Line:
    who = check.verified_by or check.waived_by
    return Line(label(check), check.source, check.as_of, who.full_name if who else "", state_words(check))
