"""Who may do what: one table of roles and actions, and a scope that must be said.

Two questions only. *May you reach it?* is answered by the queryset (`visible_to`), so a stranger gets 404. *May you do
it?* is answered by `can`, so a colleague gets 403 with the reason. Separation of duties is neither: it is a guard on the
step, by `Person` (see `transitions`).
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a staff account may be in an organization (domain 5.1, as far as used)."""

    NETWORK_MANAGER = "network_manager", _("Network manager")
    VERIFIER = "verifier", _("Verifier")
    DIRECTOR = "director", _("Clinical director")
    COMMITTEE = "committee", _("Committee member")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")
    INTAKE = "intake", _("Intake counselor")
    FINANCE = "finance", _("Finance")
    FINANCE_APPROVER = "finance_approver", _("Finance approver")
    EMPLOYER_CONTACT = "employer_contact", _("Employer contact")


class Action(models.TextChoices):
    """Everything somebody can do; steps, routes and buttons name one of these."""

    SEE_QUEUE = "see_queue", _("see the queue")
    SEE_FILE = "see_file", _("read a file")
    SEE_STANDING = "see_standing", _("ask who is in good standing")
    SEE_AUDIT = "see_audit", _("read the audit trail")
    TAKE_EVIDENCE = "take_evidence", _("take a file of evidence")
    SEE_LISTS = "see_lists", _("see the exclusion lists")
    SEE_NUMBERS = "see_numbers", _("read the numbers of the organization")
    SHARE_VIEW = "share_view", _("share a view of the queue")
    ASSIGN = "assign", _("assign a file")
    INVITE_THERAPIST = "invite_therapist", _("invite a therapist")
    REQUEST_INFORMATION = "request_information", _("ask for information")
    OBTAIN = "obtain", _("obtain evidence from a source")
    VERIFY = "verify", _("verify evidence")
    WAIVE = "waive", _("waive a requirement")
    ADJUDICATE = "adjudicate", _("judge a list match")
    BEGIN_CHECKS = "begin_checks", _("begin the checks")
    ASSESS = "assess", _("assess a file")
    DECIDE = "decide", _("decide a file")
    NOT_ACCEPT = "not_accept", _("close a file as not accepted")
    VACATE = "vacate", _("vacate an approval")
    PREPARE_MEETING = "prepare_meeting", _("prepare committee meetings")
    APPOINT_MEMBERS = "appoint_members", _("appoint committee members")
    RECORD_APPEAL = "record_appeal", _("record an appeal")
    EXTEND_APPEAL = "extend_appeal", _("give more days to appeal")
    RECORD_NETWORK = "record_network", _("record an existing network")
    IMPORT_ROSTER = "import_roster", _("import a roster")
    HOLD = "hold", _("open and end holds")
    HANDLE_ALERT = "handle_alert", _("see to alerts")
    LOG_CONCERN = "log_concern", _("record a concern")
    SEE_CONCERN = "see_concern", _("read concerns")
    HANDLE_CONCERN = "handle_concern", _("look into concerns")
    NAME_DESKS = "name_desks", _("name who answers for what")
    OPEN_REVIEW = "open_review", _("open a review for cause")
    END_PARTICIPATION = "end_participation", _("end a participation")
    SEE_KEPT = "see_kept", _("see how long records are kept")
    LEGAL_HOLD = "legal_hold", _("place and lift legal holds")
    ERASE = "erase", _("erase what is known of a therapist")
    SEE_POLICY = "see_policy", _("read policies")
    WRITE_POLICY = "write_policy", _("write policies")
    APPROVE_POLICY = "approve_policy", _("approve policies")
    MANAGE_STAFF = "manage_staff", _("manage staff accounts")
    CONFIRM_CLAIM = "confirm_claim", _("confirm that a therapist owns a profile")
    CONFIRM_RECOVERY = "confirm_recovery", _("let a colleague back in who lost the second step")
    LINK_PERSONS = "link_persons", _("say that two accounts are one person")
    EXTEND_LICENSE = "extend_license", _("record that a board extends licenses")
    SEE_REFERENCE = "see_reference", _("read what is known of jurisdictions")
    CORRECT_REFERENCE = "correct_reference", _("correct what is known of jurisdictions")
    SEE_PAYMENTS = "see_payments", _("see payments")
    TAKE_CALLS = "take_calls", _("take calls and refer clients")
    SET_INTAKE = "set_intake", _("enter employers, contracts and how calls are handled")
    SEE_REPORT = "see_report", _("read the reports of your employer")
    CONFIRM_INTAKE = "confirm_intake", _("confirm how calls are handled")
    WRITE_TERMS = "write_terms", _("write terms and rates")
    PUBLISH_TERMS = "publish_terms", _("publish terms and rates")
    ISSUE_AUTHORIZATION = "issue_authorization", _("authorize sessions")
    KEEP_PAYEE = "keep_payee", _("keep payees")
    SEE_ACCOUNT = "see_account", _("see a whole account number")
    CONFIRM_ACCOUNT = "confirm_account", _("confirm a changed account")
    CHECK_LINES = "check_lines", _("check invoice lines")
    APPROVE_LINES = "approve_lines", _("approve invoice lines")
    KEEP_LEDGER = "keep_ledger", _("keep the numbers of the bookkeeping")
    CLOSE_PERIOD = "close_period", _("close periods of the ledger")
    MAKE_BATCH = "make_batch", _("make payment batches")
    RELEASE_BATCH = "release_batch", _("approve and release payment batches")
    TAKE_ANSWER = "take_answer", _("take in files of the bank")
    # the therapist's own
    OWN_PROFILE = "own_profile", _("keep your own profile")
    APPLY = "apply", _("apply")
    ATTEST = "attest", _("sign your own statement")
    WITHDRAW = "withdraw", _("withdraw your application")
    APPEAL = "appeal", _("appeal a decision about you")
    ACCEPT_TERMS = "accept_terms", _("accept terms")
    ANSWER_REFERRALS = "answer_referrals", _("answer referrals")
    LOG_SESSION = "log_session", _("report your own sessions")
    OWN_ACCOUNT = "own_account", _("change your own bank account")
    # the operator's, at the terminal of the installation
    VOUCH_AT_TERMINAL = "vouch_at_terminal", _("vouch for somebody at the terminal")
    ANSWER_CORRECTION = "answer_correction", _("say whether a correction counts for every organization")
    # the clock's and the worker's
    RUN = "run", _("run scheduled work")
    # a documented rule's, where an organization switched it on
    VERIFY_BY_RULE = "verify_by_rule", _("verify an answer by a documented rule")


class ActorKind(models.TextChoices):
    """Staff act inside one organization; a therapist for herself; the system for a schedule; nobody when not signed in."""

    STAFF = "staff", _("staff")
    THERAPIST = "therapist", _("therapist")
    SYSTEM = "system", _("system")
    OPERATOR = "operator", _("operator")
    TERMINAL = "terminal", _("operator at the terminal")
    GUEST = "guest", _("without an account")
    RULE = "rule", _("documented rule")


BY_NAME = (ActorKind.TERMINAL, ActorKind.GUEST)  # no role and often no account here, but somebody who gave a name

_READ = {Action.SEE_QUEUE, Action.SEE_FILE, Action.SEE_STANDING, Action.SEE_POLICY}
_CASEWORK = {Action.ASSIGN, Action.INVITE_THERAPIST, Action.REQUEST_INFORMATION, Action.VERIFY, Action.ADJUDICATE}
_CASEWORK |= {Action.BEGIN_CHECKS, Action.ASSESS, Action.OBTAIN}
_LEADS = {Action.LOG_CONCERN, Action.SEE_CONCERN, Action.HANDLE_CONCERN, Action.NAME_DESKS}
_AUDITS = {Action.SEE_QUEUE, Action.SEE_FILE, Action.SEE_POLICY, Action.SEE_AUDIT, Action.SEE_NUMBERS, Action.TAKE_EVIDENCE}

GRANTS: dict[str, frozenset[Action]] = {
    Role.NETWORK_MANAGER: frozenset(
        _READ | _CASEWORK | _LEADS | {Action.HANDLE_ALERT}
        | {Action.NOT_ACCEPT, Action.HOLD, Action.OPEN_REVIEW, Action.END_PARTICIPATION, Action.RECORD_NETWORK, Action.RECORD_APPEAL}
        | {Action.WRITE_POLICY, Action.CONFIRM_CLAIM, Action.SEE_AUDIT, Action.TAKE_EVIDENCE, Action.IMPORT_ROSTER}
        | {Action.CONFIRM_RECOVERY, Action.LINK_PERSONS, Action.SEE_LISTS, Action.SEE_REFERENCE, Action.EXTEND_LICENSE}
        | {Action.PREPARE_MEETING, Action.SEE_NUMBERS, Action.SEE_KEPT, Action.LEGAL_HOLD, Action.ERASE, Action.SHARE_VIEW}
        | {Action.SEE_PAYMENTS, Action.WRITE_TERMS, Action.ISSUE_AUTHORIZATION, Action.SET_INTAKE}
        | {Action.CONFIRM_INTAKE}
    ),
    Role.VERIFIER: frozenset(
        _READ | _CASEWORK | {Action.EXTEND_LICENSE, Action.LINK_PERSONS, Action.SEE_LISTS, Action.HANDLE_ALERT, Action.LOG_CONCERN}
    ),
    Role.DIRECTOR: frozenset(
        _READ | {Action.DECIDE, Action.NOT_ACCEPT, Action.VACATE, Action.WAIVE, Action.ADJUDICATE, Action.HOLD, Action.OPEN_REVIEW}
        | {Action.RECORD_APPEAL, Action.EXTEND_APPEAL, Action.APPROVE_POLICY, Action.REQUEST_INFORMATION, Action.END_PARTICIPATION}
        | {Action.RECORD_NETWORK, Action.IMPORT_ROSTER, Action.ASSESS, Action.CONFIRM_RECOVERY, Action.LINK_PERSONS}
        | {Action.SEE_LISTS, Action.EXTEND_LICENSE, Action.PREPARE_MEETING, Action.APPOINT_MEMBERS, Action.SEE_NUMBERS}
        | {Action.SEE_KEPT, Action.LEGAL_HOLD, Action.ERASE, Action.HANDLE_ALERT, Action.SEE_PAYMENTS, Action.PUBLISH_TERMS} | _LEADS
        | {Action.CONFIRM_INTAKE}
    ),
    Role.COMMITTEE: frozenset(_READ | {Action.DECIDE, Action.SEE_CONCERN}),
    Role.AUDITOR: frozenset(_AUDITS),
    Role.ADMIN: frozenset(
        {Action.SEE_POLICY, Action.WRITE_POLICY, Action.SEE_AUDIT, Action.SEE_LISTS}
        | {Action.MANAGE_STAFF, Action.CONFIRM_CLAIM, Action.CONFIRM_RECOVERY, Action.LINK_PERSONS}
        | {Action.SEE_REFERENCE, Action.CORRECT_REFERENCE, Action.EXTEND_LICENSE, Action.SET_INTAKE, Action.CONFIRM_INTAKE}
    ),
    Role.INTAKE: frozenset({Action.SEE_STANDING, Action.LOG_CONCERN, Action.ISSUE_AUTHORIZATION, Action.TAKE_CALLS}),
    Role.FINANCE: frozenset(
        {Action.SEE_STANDING, Action.SEE_PAYMENTS, Action.WRITE_TERMS, Action.KEEP_PAYEE, Action.SEE_ACCOUNT}
        | {Action.CONFIRM_ACCOUNT, Action.CHECK_LINES, Action.KEEP_LEDGER, Action.MAKE_BATCH, Action.TAKE_ANSWER}
    ),
    Role.FINANCE_APPROVER: frozenset(
        {Action.SEE_STANDING, Action.SEE_PAYMENTS, Action.PUBLISH_TERMS, Action.SEE_ACCOUNT, Action.CONFIRM_ACCOUNT}
        | {Action.APPROVE_LINES, Action.CLOSE_PERIOD, Action.RELEASE_BATCH, Action.TAKE_ANSWER}
    ),
    Role.EMPLOYER_CONTACT: frozenset({Action.SEE_REPORT}),
}
THERAPIST_ACTIONS = frozenset(
    {Action.OWN_PROFILE, Action.APPLY, Action.ATTEST, Action.WITHDRAW, Action.APPEAL, Action.ACCEPT_TERMS}
    | {Action.ANSWER_REFERRALS, Action.LOG_SESSION, Action.OWN_ACCOUNT}
)
# all an operator may do inside an organization, and only named by herself
TERMINAL_ACTIONS = frozenset({Action.VOUCH_AT_TERMINAL, Action.ANSWER_CORRECTION})
# scheduled work opens a review where a rollout that two people approved says so; it decides nothing and holds nobody
SYSTEM_ACTIONS = frozenset(
    {Action.RUN, Action.BEGIN_CHECKS, Action.ASSESS, Action.OBTAIN, Action.IMPORT_ROSTER, Action.OPEN_REVIEW, Action.TAKE_EVIDENCE}
)
RULE_ACTIONS = frozenset({Action.VERIFY_BY_RULE})  # all a rule may do, and nobody else, no other scheduled work either


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person in one organization, a therapist, or the system. Passed down explicitly, never ambient."""

    label: str
    kind: str
    person_id: int | None = None
    user_id: int | None = None
    organization_id: int | None = None
    practitioner_id: int | None = None
    roles: frozenset[str] = frozenset()
    on_behalf_of_id: int | None = None
    audit: tuple[date, date] | None = None  # an auditor's: she reads about people decided on in these days, both included

    @property
    def audits(self) -> bool:
        """Whether she is here as an auditor, whose every look is limited and recorded."""
        return self.kind == ActorKind.STAFF and Role.AUDITOR in self.roles

    @property
    def actions(self) -> frozenset[Action]:
        """Every action this actor's roles allow, before asking on what."""
        if self.kind == ActorKind.THERAPIST:
            return THERAPIST_ACTIONS
        if self.kind == ActorKind.SYSTEM:
            return SYSTEM_ACTIONS
        if self.kind == ActorKind.TERMINAL:
            return TERMINAL_ACTIONS
        if self.kind == ActorKind.RULE:
            return RULE_ACTIONS
        if self.kind != ActorKind.STAFF:
            return frozenset()  # a platform operator has no rights inside an organization
        return frozenset().union(*(GRANTS.get(role, frozenset()) for role in self.roles))

    @property
    def recorded_roles(self) -> list[str]:
        """What the audit trail keeps beside the name: the roles, or how somebody without any came to act."""
        return [str(self.kind)] if self.kind in BY_NAME else sorted(self.roles)


class Forbidden(PermissionDenied):
    """You can see it, but may not do this; `reason` is a sentence for the reader."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def system(label: str, organization=None) -> Actor:
    """The actor of scheduled work; decides nothing."""
    return Actor(label=label, kind=ActorKind.SYSTEM, organization_id=organization.pk if organization else None)


def rule_actor(label: str, organization) -> Actor:
    """The actor a documented rule is in the organization that switched it on; no person, and nothing else is open to it."""
    return Actor(label=label, kind=ActorKind.RULE, organization_id=organization.pk)


def staff_actor(membership) -> Actor:
    """The actor a staff account is in one organization."""
    return Actor(
        label=membership.person.full_name,
        kind=ActorKind.STAFF,
        person_id=membership.person_id,
        user_id=membership.user_id,
        organization_id=membership.organization_id,
        roles=frozenset(membership.roles),
        audit=membership.audit,
    )


def therapist_actor(practitioner, user) -> Actor:
    """The actor a therapist is, for what she owns, in every organization."""
    return Actor(
        label=practitioner.person.full_name,
        kind=ActorKind.THERAPIST,
        person_id=practitioner.person_id,
        user_id=user.pk if user else None,
        practitioner_id=practitioner.pk,
    )


def actor_for(user, organization=None, *, on=None) -> Actor | None:
    """The actor `user` is: staff of `organization` on day `on`, or a therapist when no organization is named; else None."""
    if user is None or not user.is_active:
        return None
    if organization is not None:
        membership = user.memberships.within(organization).select_related("person").current(on).first()
        return staff_actor(membership) if membership else None
    practitioner = getattr(user.person, "practitioner", None)
    return therapist_actor(practitioner, user) if practitioner else None


def can(actor: Actor, action, subject=None) -> bool:
    """Whether `actor` may do `action` on `subject` (a row of her organization, or her own)."""
    return action in actor.actions and _reaches(actor, subject)


def _reaches(actor: Actor, subject) -> bool:
    if subject is None:
        return True
    if actor.kind == ActorKind.THERAPIST:
        return actor.practitioner_id is not None and _practitioner_of(subject) == actor.practitioner_id
    if actor.kind == ActorKind.SYSTEM and actor.organization_id is None:
        return True
    organization_id = getattr(subject, "organization_id", None)
    if organization_id is None and getattr(subject, "practitioner_id", None) and not subject._state.adding:
        # what a therapist owns: only while she takes part in this organization and shares it
        return type(subject).objects.visible_to(actor).filter(pk=subject.pk).exists()
    return organization_id is None or organization_id == actor.organization_id


def _practitioner_of(subject):
    path = getattr(type(subject), "practitioner_path", None)
    if subject._meta.model_name == "practitioner":
        return subject.pk
    if path is None:
        return None
    for name in path.split("__"):
        subject = getattr(subject, name)
    return subject.pk


def require(actor: Actor, action, subject=None) -> None:
    """Raise `Forbidden` with a reason unless `can`."""
    if not can(actor, action, subject):
        raise Forbidden(not_allowed(action))


def not_allowed(action) -> str:
    """The sentence for "your role does not include this", naming the roles that do."""
    names = [str(Role(role).label) for role, actions in GRANTS.items() if action in actions]
    if action in TERMINAL_ACTIONS:
        return _("Only the operator of this installation does this, at its terminal.")
    if not names and action not in THERAPIST_ACTIONS:
        return _("Nobody does this by hand; scheduled work does.")
    if not names:
        return _("Only the therapist can %(action)s.") % {"action": Action(action).label}
    return _("Your role does not let you %(action)s. These roles can: %(roles)s.") % {
        "action": Action(action).label,
        "roles": ", ".join(names),
    }
