"""Builds the facts of one file: what she says, what sources answered, and how far each has come."""

from datetime import date
from zoneinfo import ZoneInfo

from licensure.facts.licenses import kind_of
from licensure.facts.screening import checked_lists, list_hits
from licensure.facts.supervision import supervisor_level
from licensure.queries import verifications
from network.money import Money
from vetting import evidence
from vetting.evidence import Facts, Proof, State
from vetting.facts.actions import ended_for_cause
from vetting.facts.claims import claims_of
from vetting.facts.concerns import concerns_of
from vetting.facts.courses import hours_of, trainings_of
from vetting.facts.history import history_of
from vetting.facts.offers import offered
from vetting.facts.once import earlier_files, with_carried
from vetting.facts.papers import papers_of
from vetting.facts.profile import profile_of
from vetting.facts.questions import question_set_of
from vetting.facts.waivers import waivers_of

STATES = {
    "required": State.ATTESTED, "requested": State.ATTESTED, "obtained": State.OBTAINED, "verified": State.VERIFIED,
    "discrepant": State.DISCREPANT, "unavailable": State.UNAVAILABLE, "waived": State.ATTESTED,
}
SOURCE_STATUS = "status"  # what the board's page says, kept in Verification.values


class Proofs:
    """The checks of one file, by element and item."""

    def __init__(self, rows):
        self.rows = list(rows)
        self.by_item = {(row.element, row.item): row for row in self.rows}

    def row(self, element, item=""):
        """The check of one item, or None when none was opened."""
        return self.by_item.get((element, item))

    def proof(self, element, item="") -> Proof:
        """Who stands behind the item: nobody but herself when no check was opened."""
        row = self.row(element, item)
        return proof_of(row) if row else Proof(element)

    def value(self, element, item, name, default=None):
        """One value of the source's answer, once somebody verified it."""
        row = self.row(element, item)
        return row.values.get(name, default) if row and row.state == "verified" else default


def proof_of(row) -> Proof:
    """A check as the rules read it."""
    rule = f"{row.rule}.{row.rule_version}" if row.rule else None
    return Proof(row.element, STATES[row.state], row.as_of, row.method, row.source, f"verification:{row.pk}", rule)


class OneByOne:
    """Reads what is on file of one application at a time; `facts.together` reads the same of many at once."""

    def profile(self, application):
        """Her profile."""
        return profile_of(application.practitioner)

    def checks(self, application):
        """The checks of the file; at a re-vetting with what was verified once and is not asked again."""
        earlier = earlier_files([application]).get(application.pk, ())
        return with_carried(verifications(application.reference), [row for file in earlier for row in verifications(file)])

    def signed_at(self, application):
        """When she signed last."""
        last = application.attestations.all().order_by("-pk").first()
        return last.signed_at if last else None

    def denied_on(self, application):
        """The last denial, or end for cause, that stands: one overturned on appeal does not count against her."""
        denied = type(application).objects.within(application.organization).filter(
            practitioner=application.practitioner, state="denied", decisions__outcome="denied"
        )
        days = denied.exclude(pk=application.pk).values_list("decisions__decided_on", flat=True)
        ended = ended_for_cause(application.organization, [application.practitioner.pk]).get(application.practitioner.pk)
        return max((day for day in (*days, ended) if day), default=None)

    def hits(self, application):
        """The list hits about her."""
        return list_hits(application.organization, application.practitioner)

    def concerns(self, application):
        """What was found to be so of what was said about her."""
        return concerns_of(application.organization, [application.participation_id])[application.participation_id]

    def lists(self, application, check):
        """The lists she was held against."""
        return checked_lists(application.organization, application.practitioner, check)

    def history(self, application, on):
        """Where she worked."""
        return history_of(application, on=on)

    def kind(self, row, organization):
        """What counts about the title of a license."""
        return kind_of(row, organization)

    def supervisor(self, row, organization):
        """The level of a supervisor."""
        return supervisor_level(row, organization)


def collect(application, *, on: date, decided_on: date | None = None, read=None) -> Facts:
    """Everything the rules may read about one file on the organization's day `on`.

    `decided_on` freezes what binds on the decision, for a file that is decided already. `read` has read it already.
    """
    read = read or OneByOne()
    profile, proofs = read.profile(application), Proofs(read.checks(application))
    zone = ZoneInfo(application.organization.zone)
    answers = _answers(profile, proofs, question_set_of(application.organization).key, application.snapshot)
    signed_at = read.signed_at(application)
    signed = signed_at.astimezone(zone).date() if signed_at else None
    return Facts(
        submitted_on=application.submitted_on,
        decided_on=decided_on,
        attested_on=signed,
        denied_on=read.denied_on(application),
        profession=application.practitioner.profession or None,
        jurisdictions=tuple(application.jurisdictions),
        services=tuple(application.services),
        **offered(application.offers),
        npi=application.practitioner.npi or None,
        conflicts=_conflicts(answers),
        answers=answers,
        records=_records(proofs),
        **_screened(application, proofs, read),
        **_held(profile, proofs, answers, application.organization, read),
        **_worked(profile, proofs, read.history(application, signed or on)),
        claims=claims_of(profile, proofs, answers),
        concerns=tuple(read.concerns(application)),
        proofs=tuple(proof_of(row) for row in proofs.rows),
        waivers=waivers_of(proofs, application.organization, zone),
    )


def _screened(application, proofs, read) -> dict:
    lists, zone = read.lists(application, proofs.row("exclusion_list")), ZoneInfo(application.organization.zone)
    states = {True: State.VERIFIED, False: State.OBTAINED}
    return {
        "hits": tuple(evidence.Hit(hit.list_code, hit.band, hit.state, hit.seen_on, ref=hit.ref) for hit in read.hits(application)),
        "list_checks": tuple(
            evidence.ListCheck(row.list_code, row.as_of, states[row.reviewed], row.ref, row.at.astimezone(zone).date()) for row in lists
        ),
    }


def _held(profile, proofs, answers, organization, read) -> dict:
    """What she holds: degrees, licenses and registrations, what boards did about them, insurance, training."""
    disclosed = any(answer.question == "license_action" and answer.yes for answer in answers)
    licenses = [_license(row, proofs, disclosed, read.kind(row, organization)) for row in profile.licenses]
    return {
        "degrees": tuple(_degree(row, proofs) for row in profile.of_kind("degree")),
        "licenses": (*licenses, *(_register(row, proofs) for row in profile.of_kind("register"))),
        "license_actions": _license_actions(profile, proofs),
        "supervision": tuple(
            _supervision(row, proofs, read.supervisor(row, organization)) for row in profile.of_kind("supervision") if _begun(row)
        ),
        "insurance": tuple(_insurance(row, proofs) for row in profile.of_kind("insurance") if _whole(row)),
        "papers": papers_of(profile, proofs),
        "trainings": trainings_of(profile, proofs),
        "hours": hours_of(profile, proofs),
    }


def _worked(profile, proofs, history) -> dict:
    """Where she worked, what she said of the time between, and who speaks for her."""
    return {
        "jobs": history.jobs,
        "gap_explanations": history.gaps,
        "references": tuple(filter(None, (_reference(row, proofs) for row in profile.of_kind("reference")))),
    }


def _degree(row, proofs):
    return evidence.Degree(row.code, row.issued_on, proofs.proof("education", row.key), row.detail.get("accredited_by"))


def _license(row, proofs, disclosed, kind):
    key = row.key
    row_of_check = proofs.row("license", key)
    verified = row_of_check is not None and row_of_check.state == "verified"
    return evidence.License(
        jurisdiction=row.jurisdiction_id,
        register=kind.register,
        level=kind.level,
        proof=proofs.proof("license", key),
        statutory=kind.statutory,
        status=proofs.value("license", key, SOURCE_STATUS),
        issued_on=row.issued_on,
        expires_on=kind.last_day(key, row_of_check.good_through if verified and row_of_check.good_through else row.expires_on),
        lifelong=kind.lifelong,
        encumbered=proofs.value("license", key, "encumbered"),
        disclosed=disclosed,
    )


def _register(row, proofs):
    return evidence.License(
        jurisdiction=row.detail.get("jurisdiction", ""), register=row.code, level="voluntary",
        proof=proofs.proof("register", row.key), statutory=False,
        status=proofs.value("register", row.key, SOURCE_STATUS),
        issued_on=row.issued_on, expires_on=row.covers_through, encumbered=proofs.value("register", row.key, "encumbered"),
    )


def _license_actions(profile, proofs):
    found = []
    for row in profile.licenses:
        for action in proofs.value("license", row.key, "actions") or ():
            proof = proofs.proof("license", row.key)
            found.append(evidence.LicenseAction(action["kind"], date.fromisoformat(action["on"]), row.jurisdiction_id, proof))
    return tuple(found)


def _begun(row) -> bool:
    return (row.covers_from or row.issued_on) is not None


def _supervision(row, proofs, level):
    """An agreement; verified, it lasts no longer than the supervisor's license does by its board's word."""
    proof, check = proofs.proof("supervision", row.key), proofs.row("supervision", row.key)
    good = check.good_through if check is not None and check.state == "verified" else None
    last = min(day for day in (row.covers_through, good) if day) if row.covers_through or good else None
    return evidence.Supervision(level, row.covers_from or row.issued_on, last, proof)


def _whole(row) -> bool:
    return None not in (row.covers_from, row.covers_through, row.per_claim, row.aggregate) and bool(row.currency)


def _insurance(row, proofs):
    check = proofs.row("insurance", row.key)
    verified = check is not None and check.state == "verified"
    return evidence.Insurance(
        first=row.covers_from,
        last=check.good_through if verified and check.good_through else row.covers_through,
        per_claim=Money(row.per_claim, row.currency),
        aggregate=Money(row.aggregate, row.currency),
        proof=proofs.proof("insurance", row.key),
        named=row.detail.get("named", "self"),
        form=row.detail.get("form"),
        also=tuple(row.detail["also"]) if row.detail.get("also") else None,
    )


def _reference(row, proofs):
    """What a referee answered to us, once it is verified; else the letter she brought. None where nobody answered."""
    check = proofs.row("reference", row.key)
    said = check.values if check and check.state == "verified" and check.values.get("relation") else {}
    received = check.as_of if said else row.issued_on
    if received is None:
        return None
    relation, rating = said.get("relation") or row.code or "peer", said.get("rating", row.quantity)
    return evidence.Reference(received, relation, proofs.proof("reference", row.key), rating)


def _answers(profile, proofs, asked, snapshot):
    """Her answers, those she signed first: a yes may be added afterwards and never taken back without a new signature."""
    check = proofs.row("disclosures")
    grades = check.values.get("grades", {}) if check else {}
    signed = {row["question"]: row for row in snapshot.get("disclosures", ()) if row["question_set"] == asked}
    now = {row.question: row for row in profile.disclosures if row.question_set == asked}
    found = []
    for question in dict.fromkeys([*signed, *now]):
        said = [signed[question]["answer"]] if question in signed else []
        said += [now[question].answer] if question in now else []
        told = [signed[question]["narrative"]] if question in signed else []
        told += [now[question].narrative] if question in now else []
        if any(answer is not None for answer in said):
            explained = any(text.strip() for text in told)
            found.append(evidence.Answer(question, any(said), grades.get(question), explained))
    return tuple(found)


def _conflicts(answers):
    """What she said about conflicts of interest; None when she has not answered."""
    said = [answer.yes for answer in answers if answer.question == "conflict_of_interest"]
    return (("conflict_of_interest",) if said[0] else ()) if said else None


def _records(proofs):
    """The questions to which a reviewed source answers yes, whatever she said."""
    row = proofs.row("disclosures")
    if row is None or row.state != "verified":
        return ()
    return tuple(evidence.SourceRecord(question, proof_of(row)) for question in row.values.get("source_says_yes", ()))
