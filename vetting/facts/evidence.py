"""What vetting adds to a file of evidence: the file, its statements and questions, what was found and decided, by which rules."""

from network.proof.contents import Case, Part
from vetting.models import (
    AdverseAction,
    AgendaItem,
    Appeal,
    Application,
    AssessmentRecord,
    Attestation,
    Condition,
    ConflictOfInterest,
    Decision,
    InformationRequest,
    Policy,
    PolicyCriterion,
    Proposal,
    RefereeRequest,
    Vote,
)


def parts(case: Case) -> list[Part]:
    """The application with all that hangs on it, and every version of the policy it was judged by."""
    (application,) = rows = _all(Application, case, reference=case.reference)
    asked = _all(InformationRequest, case, application=application)
    assessments = _all(AssessmentRecord, case, application=application)
    policies = _policies(case, application, assessments)
    return [
        Part("application", rows),
        Part("attestations", _all(Attestation, case, application=application)),
        Part("questions", asked, tuple(row.document for row in asked)),
        Part("references_asked", _all(RefereeRequest, case, verification__file=case.reference)),
        Part("findings", assessments),
        Part("proposals", _all(Proposal, case, application=application)),
        Part("agenda", _all(AgendaItem, case, application=application)),
        Part("interests", _all(ConflictOfInterest, case, application=application)),
        Part("votes", _all(Vote, case, item__application=application)),
        Part("decisions", _all(Decision, case, application=application)),
        Part("conditions", _all(Condition, case, decision__application=application)),
        Part("actions", _all(AdverseAction, case, participation=application.participation_id)),
        Part("appeals", _all(Appeal, case, participation=application.participation_id)),
        Part("policies", policies, silent=True),
        Part("policy_rules", _all(PolicyCriterion, case, policy__in=policies), silent=True),
    ]


def _all(model, case: Case, **which) -> tuple:
    return tuple(model.objects.visible_to(case.actor).filter(**which).order_by("pk"))


def _policies(case, application, assessments) -> tuple:
    versions = {policy["version"] for row in assessments for policy in row.policies}
    if application.policy_id:
        versions.add(application.policy.version)
    return _all(Policy, case, version__in=versions)
