"""What a provisional approval asks (NCQA CR 3, domain 5.2 A18): a first application, once, and the least that must be verified."""

from django.utils.translation import gettext_lazy as _

from licensure.queries import verifications
from network.formats import listed
from network.guards import today
from network.transitions import Refusal
from vetting import words
from vetting.facts.clocks import clocks_of
from vetting.guards import (
    gives_reason,
    hits_adjudicated,
    not_own_file,
    not_the_verifier,
    nothing_blocks,
    still_taking_part,
)
from vetting.guards_interests import takes_part

AUTHORITY = ("license", "register")
LEAST = (*AUTHORITY, "insurance")  # what is verified of them at the source
RULES = ("insurance_in_force", "attestation_signed", "malpractice_verified")  # where the policy asks them; domain 1.1 number 13


def switched_on(application, *, actor, at, **inputs):
    """The policy in force knows provisional approvals."""
    if not clocks_of(application.organization, today(application, at))["provisional_days"]:
        yield Refusal(
            "no_provisional", _("Provisional approvals are switched off."), _("A policy in force says for how many days one holds.")
        )


def first_application(application, *, actor, at, **inputs):
    """Only a first application is approved provisionally."""
    if application.kind != "initial":
        yield Refusal("not_first", _("Only a first application is approved provisionally."), _("Decide it when everything is checked."))


def once(application, *, actor, at, **inputs):
    """One for each therapist in each organization, whatever file it was given in."""
    rows = type(application).objects.within(application.organization).filter(participation=application.participation_id)
    if rows.filter(decisions__outcome="provisional").exists():
        yield Refusal(
            "provisional_before", _("This therapist was approved provisionally before."), _("Decide it when everything is checked.")
        )


def the_least_is_verified(application, *, actor, at, assessment=None, **inputs):
    """The license, the insurance, the malpractice history and the signed statement are verified and good today."""
    checks = list(verifications(application.reference).filter(element__in=LEAST))
    lacking = [check.label for check in checks if check.state != "verified"]
    if not {check.element for check in checks} & set(AUTHORITY):
        lacking.append(words.title("license_verified"))
    found = {row.criterion: row.outcome for row in assessment.findings} if assessment else {}
    lacking += [words.title(name) for name in RULES if found.get(name, "met") not in ("met", "not_applicable")]
    if lacking:
        yield Refusal(
            "least_unverified", _("This must be verified first: %(names)s.") % {"names": listed(lacking)},
            _("Verify it at its source; the rest may follow."),
        )


TO_GRANT = (
    switched_on, first_application, once, not_own_file, not_the_verifier, takes_part, gives_reason, still_taking_part,
    the_least_is_verified, nothing_blocks, hits_adjudicated,
)
