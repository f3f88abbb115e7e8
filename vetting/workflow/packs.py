"""The evidence of a sample, or of one file, as one ZIP: asked for, made by a job, taken within a week, then it goes; its hash stays."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import documents, jobs
from network.access import Action, can, require, staff_actor, system
from network.events import record
from network.models import Document, Membership, Participation
from network.nights import one_by_one
from network.transitions import Refusal, Refused
from vetting.models import Application, AuditSample, EvidencePack
from vetting.queries.committee import closed_files
from vetting.queries.judging import day_of
from vetting.queries.samples import readable

LIFE = timedelta(days=7)
KIND, ZIP = "evidence_pack", "application/zip"


class Erased(RuntimeError):
    """Somebody in the pack was erased while it was made: it is made again, without her."""


def ask(about: AuditSample | Application, *, actor, at) -> EvidencePack:
    """Somebody asks for the evidence of every file of a sample, or of one file.

    Raises Refused while one of hers is being made, and Forbidden.
    """
    require(actor, Action.TAKE_EVIDENCE, about)
    organization, of = about.organization, {"sample" if isinstance(about, AuditSample) else "application": about}
    with transaction.atomic():
        type(about).objects.within(organization).select_for_update(of=("self",)).get(pk=about.pk)
        if EvidencePack.objects.within(organization).filter(asked_by=actor.person_id, made_at=None, failure="", **of).exists():
            raise Refused([Refusal("pack_waits", _("It is being made."), _("Read this page again in a minute."))])
        pack = EvidencePack(organization=organization, asked_by_id=actor.person_id, asked_at=at, **of)
        pack.save()
        record(about, "evidence.asked", actor=actor, at=at)
        jobs.enqueue("vetting.pack_sample", key=str(pack.pk), organization=organization, id=pack.pk)
    return pack


def asker(pack: EvidencePack, *, at):
    """Whoever asked, with the rights she has now; None when she may not take this any more."""
    organization, on = pack.organization, day_of(pack.organization, at)
    seat = Membership.objects.within(organization).filter(person=pack.asked_by_id).select_related("person").current(on).first()
    actor = staff_actor(seat) if seat else None
    return actor if actor and can(actor, Action.TAKE_EVIDENCE, pack.about) and _reaches(actor, pack) else None


def _reaches(actor, pack) -> bool:
    if pack.sample_id:
        return readable(actor).filter(pk=pack.sample_id).exists()
    seen = Application.objects.visible_to(actor).filter(pk=pack.application_id)
    return seen.exists() and pack.application_id not in closed_files(pack.organization, actor)


def keep(pack: EvidencePack, taken, *, actor, at) -> None:
    """Keep the file that was made for her, until its last instant; twice is once. Raises Erased, and nothing is kept."""
    organization = pack.organization
    with transaction.atomic():
        if not EvidencePack.objects.within(organization).select_for_update(of=("self",)).get(pk=pack.pk).waits:
            return
        files = Application.objects.within(organization).filter(reference__in=pack.references)
        gone = Participation.objects.within(organization).filter(pk__in=files.values("participation"), erased_at__gte=at)
        if gone.exists():
            raise Erased(f"Somebody of {pack.pk} was erased.")
        pack.document = documents.keep_own(
            owner=organization, kind=KIND, content=taken.content, content_type=ZIP, filename=taken.filename, actor=actor, at=at
        )
        pack.made_at, pack.until, pack.sha256, pack.size = at, at + LIFE, taken.sha256, len(taken.content)
        pack.save()
        record(pack.about, "evidence.made", actor=system("evidence", organization), at=at, document={"sha256": pack.sha256})


def fail(pack: EvidencePack, failure, *, at) -> None:
    """None can be made; the page says why."""
    with transaction.atomic():
        pack.failure = failure
        pack.save()
        record(pack.about, "evidence.failed", actor=system("evidence", pack.organization), at=at, after={"failure": str(failure)})


def remove_old(organization, *, at) -> int:
    """Files whose week is over go, with their bytes; how many. Twice is once."""
    rows = EvidencePack.objects.within(organization).filter(until__lte=at, document__isnull=False)
    rows = rows.select_related("document", "sample__organization", "application__organization", "organization")
    return one_by_one(rows, lambda row: _remove(row, at))


def _remove(pack, at) -> bool:
    document = pack.document
    with transaction.atomic():
        EvidencePack.objects.within(pack.organization).filter(pk=pack.pk).update(document=None)
        Document.objects.within(pack.organization).filter(pk=document.pk).delete()
        record(pack.about, "evidence.removed", actor=system("nightly", pack.organization), at=at, document={"sha256": pack.sha256})
        documents.forget_bytes([document])
    return True
