"""What vetting holds about a therapist, table by table (see `network.personal`)."""

from django.db.models import Q

from licensure.models import License
from network.models import Practitioner, PractitionerName
from network.personal import Table
from network.queries.finding import folded, matches, practitioners_named
from vetting.models import Application, EvidencePack, MoveInRow, RefereeRequest, RosterEntry, SavedView
from vetting.models.meetings import REMARK_ABOUT

FILE = "application__practitioner"


def _references(practitioner: Practitioner) -> list[str]:
    return list(Application.objects.of(practitioner).values_list("reference", flat=True))


def _referee_mails(practitioner: Practitioner) -> Q:
    """What was written to referees names her."""
    rows = RefereeRequest.objects.everywhere(reason="what was written to a referee names the therapist")
    found = Q(pk__in=[])
    for pk in rows.filter(verification__practitioner=practitioner.pk).values_list("pk", flat=True):
        found |= Q(key__startswith=f"referee:{pk}:")
    return found


def _staged(practitioner: Practitioner) -> Q:
    return Q(key__in=RosterEntry.objects.of(practitioner).values_list("key", flat=True))


def _moving(practitioner: Practitioner) -> Q:
    """Rows of a roster on its way in that became her, or read like her: by name, NPI or the number of a license."""
    name = sorted(folded(practitioner.person.full_name))
    numbers = {practitioner.npi, *License.objects.of(practitioner).values_list("number", flat=True)} - {""}
    rows = MoveInRow.objects.everywhere(reason="a row nobody recognized may be about her").filter(practitioner=None)
    told = rows.values_list("pk", "name", "cells")
    alike = [pk for pk, said, cells in told if sorted(folded(said)) == name or numbers & {*cells}]
    return Q(practitioner=practitioner.pk) | Q(pk__in=alike)


def _searches(practitioner: Practitioner) -> Q:
    """Views somebody keeps that search for her and nobody else, by name or number."""
    rows = SavedView.objects.everywhere(reason="a kept search may name a therapist").select_related("organization")
    numbers = {practitioner.reference, practitioner.npi, *_references(practitioner)} - {""}
    numbers, hers = {number.casefold() for number in numbers}, []
    names = [practitioner.person.full_name, *map(str, PractitionerName.objects.of(practitioner))]
    for row in rows.filter(filters__has_key="q"):
        asked = row.filters["q"].strip()
        named = any(matches(folded(asked), name) for name in names)  # before everybody of an organization is read
        if asked.casefold() in numbers or named and practitioners_named(row.organization, asked) == {practitioner.pk}:
            hers.append(row.pk)
    return Q(pk__in=hers)


def _packs(practitioner: Practitioner) -> Q:
    """Files of evidence of a sample in which her file was drawn, and of her file alone."""
    mine = set(_references(practitioner))
    rows = EvidencePack.objects.everywhere(reason="a file of evidence holds what is known of everybody drawn")
    kept = rows.filter(document__isnull=False, sample__isnull=False).values_list("pk", "sample__files")
    return Q(pk__in=[pk for pk, files in kept if mine & {row[0] for row in files}]) | Q(
        application__practitioner=practitioner, document__isnull=False
    )


def _packed(practitioner: Practitioner) -> Q:
    rows = EvidencePack.objects.everywhere(reason="a file of evidence holds what is known of everybody drawn")
    return Q(pk__in=list(rows.filter(_packs(practitioner)).values_list("document", flat=True)))


def _without(practitioner: Practitioner, row: dict) -> dict:
    """Signed minutes without what was said about her: that her file was on the agenda, and what became of it, stays.

    A remark stays only where it was said to be about another file, or about the meeting itself and it names her nowhere.
    """
    content = row["content"]
    mine, said = set(_references(practitioner)), {"question": "", "discussion": "", "reason": "", "counted": {}, "terms": None}
    cases = [
        {**case, **said, "votes": [{**vote, "reason": ""} for vote in case["votes"]]} if case["file"] in mine else case
        for case in content["cases"]
    ]
    told = [row for row in content.get("matters", ()) if row["about"] not in {*mine, practitioner.reference}]
    return {"content": {**content, "cases": cases, "matters": told}, "remark": _remark(practitioner, row["remark"], content, mine)}


def _remark(practitioner, remark: str, content: dict, mine: set) -> str:
    about = content.get(REMARK_ABOUT)
    if about:
        return "" if about in mine else remark
    names = (practitioner.person, *PractitionerName.objects.of(practitioner))
    hers = {*mine, practitioner.reference, *(name.family_name for name in names), *(name.given_name for name in names)} - {""}
    named = set(folded(remark))
    return "" if about is None or any(set(folded(each)) <= named for each in hers) else remark


TABLES = (
    Table("vetting.EvidencePack", find=_packs),
    Table("network.Document", find=_packed),
    Table("vetting.QueueWord", "row__practitioner"),
    Table("vetting.QueueRow", "practitioner", ("holds", "spelled"), becomes=(("stale", True), ("marks", 0))),
    Table("network.Message", find=_referee_mails),
    Table("network.Task", find=lambda her: Q(about__in=_references(her))),
    Table("vetting.RefereeRequest", "verification__practitioner"),
    Table("vetting.InformationRequest", FILE, shows=("message", "asked_at", "due_on", "answer", "answered_at", "closed_at")),
    Table("vetting.SavedView", find=_searches),
    Table("vetting.StagedRow", find=_staged),
    Table("vetting.MoveInRow", find=_moving),
    Table("vetting.RosterEntry", "practitioner"),
    Table("vetting.Attestation", "practitioner", hers=True, shows=("text", "signed_name", "signed_at")),
    Table(
        "vetting.DisclosureAnswer", "practitioner", hers=True,
        shows=("question_set", "question", "answer", "since", "narrative", "answered_at"),
    ),
    Table("vetting.AssessmentRecord", FILE, ("facts", "findings")),
    Table("vetting.Proposal", FILE, ("reason", "terms")),
    Table("vetting.Condition", "decision__application__practitioner", ("text", "note"), ("text", "due_on", "state", "note")),
    Table(
        "vetting.Decision", FILE, ("reason", "reasons", "original", "terms"),
        ("outcome", "basis", "origin", "decided_on", "due_on", "original"),
        becomes=(("original", {"erased": True}),),
    ),
    Table("vetting.Minutes", "meeting__items__application__practitioner", ("content", "remark"), rewrite=_without),
    Table("vetting.Vote", "item__application__practitioner", ("reason",)),
    Table("vetting.AgendaItem", FILE, ("question", "discussion", "counted", "terms")),
    Table("vetting.ConflictOfInterest", FILE, ("reason", "kinds")),
    Table("vetting.AppealSeat", "appeal__participation__practitioner", ("reason", "terms")),
    Table(
        "vetting.Appeal", "participation__practitioner", ("grounds", "representative", "hearing_where", "reason", "terms"),
        ("state", "received_on", "grounds", "representative", "hearing_on", "hearing_where", "decide_by", "settled_on", "reason"),
    ),
    Table(
        "vetting.AdverseAction", "participation__practitioner", ("reason", "limits"),
        ("kind", "state", "reason", "limits", "noticed_on", "effective_on", "review_by", "reviewed_on"),
    ),
    Table(
        "vetting.Alert", "participation__practitioner",
        shows=("criterion", "place", "color", "state", "last_good", "effective_on", "raised_at"),
    ),
    Table("vetting.Watch", "participation__practitioner"),
    Table("vetting.Cure", "participation__practitioner", shows=("asked_on", "due_on", "closed_on")),
    Table(
        "vetting.Application", "practitioner", ("snapshot", "offers", "confirmed"),
        (
            "reference", "kind", "state", "jurisdictions", "services", "offers", "opened_at", "consented_at", "consent_withdrawn_at",
            "submitted_at", "snapshot", "next_due_on",
        ),
        file="reference",
    ),
)


def tables() -> tuple[Table, ...]:
    """In the order in which rows can go."""
    return TABLES
