"""What is closed to a reader beside her role: files she takes no part in, and what peers said where a policy keeps it from her.

Asked where something is read, by its page and by its number alike; `network.documents_read` asks `why_closed` of every file.
"""

from copy import copy
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from licensure.facts.answering import DATA_BANK
from licensure.models import Verification
from network.access import Action, ActorKind, Role, can
from network.events import name_of
from network.models import Letter, Organization, Participation
from vetting.closed import BY_PEERS, NOT_SHOWN, REPORTED, closed_criteria, stored_without_peers
from vetting.facts.committee import governance_of
from vetting.governance import ALWAYS_READ, READERS, reads_peer_review
from vetting.models import Application, EvidencePack, InformationRequest
from vetting.models.application import OPEN
from vetting.queries.committee import closed_files, closed_therapists
from vetting.queries.unsaid import said_before_her

PEER_PARTS = ("votes", "agenda", "proposals", "references_asked")  # of a file of evidence: what peers said and decided
PEER_ROWS = (  # the same, as events name them, and what those who settle an appeal said
    "vetting.vote", "vetting.agendaitem", "vetting.proposal", "vetting.refereerequest", "vetting.appealseat",
)


def is_peer_review(check) -> bool:
    """Whether a check holds what peers said of her: a reference, or a report of the data bank."""
    return check.element == BY_PEERS or (check.element in REPORTED and DATA_BANK.casefold() in check.source.casefold())


def reads_peers(actor, organization, on: date) -> bool:
    """Whether this reader reads peer review in the organization on its day. Who is not staff is no question of this."""
    if actor.kind != ActorKind.STAFF or set(actor.roles) & set(ALWAYS_READ):
        return True
    return reads_peer_review(actor.roles, governance_of(organization, on))


def not_a_reader() -> str:
    """Why peer review is closed, with who reads it."""
    names = [str(Role(role).label) for role in (*ALWAYS_READ, *READERS)]
    return _("Your organization’s policy keeps peer review from your role. A policy may let these read it: %(roles)s.") % {
        "roles": ", ".join(names)
    }


def without_content(check):
    """A check as somebody sees it who does not read what it says: that it is there, who made it and when. Never saved."""
    check.values, check.comment, check.sighting, check.query = {}, "", {}, ""
    check.artefact, check.artefact_sha256 = None, ""
    return check


def readable_checks(checks, actor, organization, on: date) -> list:
    """These checks as this reader may see them."""
    rows = list(checks)
    if not any(map(is_peer_review, rows)) or reads_peers(actor, organization, on):
        return rows
    return [without_content(row) if is_peer_review(row) else row for row in rows]


def readable_assessment(assessment, checks, actor, organization, on: date):
    """An assessment as this reader may see it: every outcome, and what was seen unless it tells what peers said."""
    if reads_peers(actor, organization, on):
        return assessment
    closed = closed_criteria(check.element for check in checks if is_peer_review(check))
    shown = (replace(finding, observed=NOT_SHOWN) if finding.criterion in closed else finding for finding in assessment.findings)
    return replace(assessment, findings=tuple(shown))


def closed_events(actor, organization, references, on: date):
    """Whether an event about these files is closed to this reader: a test of one event.

    Because it tells what peers said or decided, or what the others said before she said what she thinks.
    """
    early = said_before_her(organization, actor)
    if reads_peers(actor, organization, on):
        return lambda event: event.subject in early
    rows = Verification.objects.within(organization).filter(file__in=references)
    checks = {name_of(check) for check in rows if is_peer_review(check)} | early
    return lambda event: event.subject in checks or event.subject.partition(":")[0] in PEER_ROWS


def closed_notes(actor, organization, events, on: date):
    """Of the trail of a whole organization: whether what an event tells is closed to this reader; that it happened is not. A test of one.

    Closed is also what is about a file, or a therapist, in which she takes no part.
    """
    files = Application.objects.within(organization).filter(pk__in=closed_files(organization, actor))
    people = Participation.objects.within(organization).filter(practitioner__in=closed_therapists(organization, actor))
    about = {*files.values_list("reference", flat=True), *map(name_of, people)}
    closed = closed_events(actor, organization, {event.about for event in events}, on)
    return lambda event: event.about in about or closed(event)


def readable_events(events, application, actor, on: date) -> list:
    """Of these events about a file those this reader may read."""
    closed = closed_events(actor, application.organization, [application.reference], on)
    return [event for event in events if not closed(event)]


def readable_changes(found, application, actor, on: date) -> list:
    """Of these changes of a file those this reader may read."""
    closed = closed_events(actor, application.organization, [application.reference], on)
    return [change for change in found if not closed(change.event)]


def why_closed(document, actor, at) -> str:
    """Why a kept file is closed to a member of staff who may read files; empty where it is open to her."""
    if actor.kind != ActorKind.STAFF or actor.organization_id is None:
        return ""
    organization = Organization.objects.get(pk=actor.organization_id)
    if _of_a_closed_file(document, actor, organization):
        return _("It belongs to a file in which you take no part.")
    on = at.astimezone(ZoneInfo(organization.zone)).date()
    if pack := EvidencePack.objects.within(organization).filter(document=document).select_related("sample", "application").first():
        may = opens_pack(pack, actor, organization, on)
        return "" if may else _("Who asked for this file of evidence opens it, and who reads as much.")
    if _is_peers(document, organization) and not reads_peers(actor, organization, on):
        return not_a_reader()
    return ""


def opens_pack(pack, actor, organization, on: date) -> bool:
    """Whether this reader may open a file of evidence: she asked for it, or takes evidence and everything in it is open to her."""
    if not can(actor, Action.TAKE_EVIDENCE, pack):
        return False
    if pack.asked_by_id == actor.person_id:
        return True
    if actor.audits or not reads_peers(actor, organization, on):
        return False
    drawn = Application.objects.within(organization).filter(reference__in=pack.references)
    return not drawn.filter(pk__in=closed_files(organization, actor)).exists()


def _newer(document) -> Q:
    """This version and later ones: an older version is as open as the newer."""
    return Q(artefact__series=document.series, artefact__version__gte=document.version)


def _is_peers(document, organization) -> bool:
    return any(map(is_peer_review, Verification.objects.within(organization).filter(_newer(document))))


def _of_a_closed_file(document, actor, organization) -> bool:
    """Whether it hangs on a file she takes no part in, or is the therapist's own while such a file of hers is open."""
    closed = closed_files(organization, actor)
    if not closed:
        return False
    files = Application.objects.within(organization).filter(pk__in=closed)
    references = list(files.values_list("reference", flat=True))
    series = {"document__series": document.series}
    hangs = (
        Verification.objects.within(organization).filter(_newer(document), file__in=references),
        Letter.objects.within(organization).filter(about__in=references, **series),
        InformationRequest.objects.within(organization).filter(application__in=closed, **series),
    )
    if any(rows.exists() for rows in hangs):
        return True
    if document.practitioner_id is None:
        return False
    hers = Application.objects.within(organization).filter(practitioner=document.practitioner_id).values_list("pk", "state")
    mine = [state for pk, state in hers if pk in closed]
    return bool(mine) and (len(mine) == len(hers) or any(state in OPEN for state in mine))


def without_peer_review(parts) -> list:
    """Parts of a file of evidence for somebody who does not read peer review: none of what peers said, and none of its documents."""
    found = []
    for part in parts:
        if part.name in PEER_PARTS:
            continue
        if part.name == "verifications":
            rows = tuple(row for row in part.rows if not is_peer_review(row))
            part = type(part)(part.name, rows, tuple(row.artefact for row in rows), part.silent)
        elif part.name == "findings":
            part = type(part)(part.name, tuple(map(_without_ratings, part.rows)), part.documents, part.silent)
        found.append(part)
    return found


def _without_ratings(row):
    """An assessment as stored, without what peers said. Never saved."""
    shown = copy(row)
    shown.facts, shown.findings = stored_without_peers(row.facts, row.findings, bank=DATA_BANK)
    return shown
