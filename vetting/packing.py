"""A file of evidence with an index to read: composed here, because an index is a page and taking is an act."""

from django.template.loader import render_to_string
from django.utils import translation

from network.access import Forbidden, system
from network.events import name_of, timeline
from network.proof.contents import Member, plain, rows_member
from network.proof.making import TooLarge
from network.proof.trail import Broken
from network.seals import SealError
from vetting.models import Application, EvidencePack
from vetting.pages.evidence import index_of
from vetting.pages.samples import sample_file
from vetting.queries.changes import changes
from vetting.queries.judging import day_of
from vetting.queries.reading import readable_changes, readable_events
from vetting.queries.samples import same_again, sheet_of, sheets
from vetting.sheets import worksheet_csv
from vetting.workflow import packs
from vetting.workflow.evidence import Taken, take

FAILURES = {  # what ends a pack, and trying again would not help
    Forbidden: EvidencePack.Failure.CLOSED, TooLarge: EvidencePack.Failure.TOO_LARGE, Broken: EvidencePack.Failure.BROKEN,
    SealError: EvidencePack.Failure.NO_KEY,
}


def pack_file(application, *, actor, at) -> Taken:
    """The evidence of one file, its index in the organization's language. Raises as `take` does."""
    with translation.override(application.organization.language):
        extra = [_index(application, actor, at)]
    return take([application], subject=application.reference, extra=extra, about=application, actor=actor, at=at)


def pack_sample(sample, *, actor, at) -> Taken:
    """The evidence of every file of a sample in one pack, with the worksheet of all and an index of each."""
    organization = sample.organization
    with translation.override(organization.language):
        found = sheets(organization, sample.files, through=sample.last)
        drawn = {**plain(sample), "same_again": same_again(sample)}
        extra = [
            Member("worksheet.csv", worksheet_csv(found).encode()),
            rows_member("records/sample", [(name_of(sample), drawn)]),
            *(_index(sheet.application, actor, at, f"files/{sheet.application.reference}/") for sheet in found),
        ]
    files = [sheet.application for sheet in found]
    return take(files, subject=sample_file(sample), extra=extra, about=sample, apart=True, actor=actor, at=at)


def make_pack(pack: EvidencePack, *, at) -> None:
    """Make what was asked for, by the rights she has who asked, and keep it. Twice is once."""
    if not pack.waits:
        return
    if (actor := packs.asker(pack, at=at)) is None:
        packs.fail(pack, pack.Failure.NO_RIGHT, at=at)
        return
    try:
        if pack.sample_id:
            taken = pack_sample(pack.sample, actor=actor, at=at)
        else:
            taken = pack_file(pack.application, actor=actor, at=at)
    except tuple(FAILURES) as error:
        packs.fail(pack, FAILURES[type(error)], at=at)
    else:
        packs.keep(pack, taken, actor=actor, at=at)


def _index(application, actor, at, folder="") -> Member:
    """What is closed to who takes the pack is left out here as on the page: an index is read with the pack, by whoever has it."""
    on = day_of(application.organization, at)
    changed = readable_changes(changes(application), application, actor, on)
    told = readable_events(timeline(application), application, actor, on)
    shown = index_of(application, sheet_of(application), changed, told, at=at)
    text = render_to_string("vetting/evidence_index.html", {"page": shown, "zone": application.organization.zone})
    return Member(f"{folder}index.html", text.encode())


def pack(reference, *, at) -> Taken:
    """The evidence of the file of this reference, taken at the terminal. Raises LookupError, and as `take` does."""
    rows = Application.objects.everywhere(reason="a file's reference is unique across organizations")
    application = rows.select_related("organization", "practitioner__person").filter(reference__iexact=reference).first()
    if application is None:
        raise LookupError(f"There is no file {reference}.")
    return pack_file(application, actor=system("audit pack", application.organization), at=at)
