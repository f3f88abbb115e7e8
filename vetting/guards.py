"""Guards of the application's machine. Each yields every refusal it knows, in words that say what would make it possible.

What a guard cannot read from the row (today's assessment, the signature) comes as an input of the step.
"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from licensure.queries import open_hits, open_verifications, verifiers_of
from network.dates import plus_months
from network.duties import bars
from network.formats import day, listed
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from vetting import words
from vetting.clocks import DEFAULTS
from vetting.facts.actions import ANEW, ending_of
from vetting.facts.committee import governance_of, holds_meetings
from vetting.facts.due import rests_on_nothing
from vetting.guards_meetings import escalated, resolved
from vetting.guards_renewal import over

REAUTHENTICATION = timedelta(minutes=10)
REVETTING_MONTHS = 36  # NCQA CR 4: at most, whoever decided


def signed_by_herself(application, *, actor, at, signature=None, **inputs):
    """The therapist signs, having just proved who she is; staff can never sign for her (domain 1.1 number 5)."""
    if actor.practitioner_id != application.practitioner_id:
        yield Refusal("not_hers", _("Only therapists sign their own statement."), _("Send the therapist the link to the application."))
    if signature is None or not signature.name.strip():
        yield Refusal("not_signed", _("The statement is not signed."), _("Type your name as your signature."))
    elif at - signature.reauthenticated_at > REAUTHENTICATION:
        yield Refusal("not_reauthenticated", _("You proved who you are too long ago."), _("Confirm your password, then sign."))


def rights_read(application, *, actor, at, **inputs):
    """The notice of rights was on her screen before anything else (NCQA practitioner rights)."""
    if application.rights_read_at is None:
        yield Refusal("rights_not_read", _("You have not seen your rights yet."), _("Read the notice of rights first."))


def complete(application, *, actor, at, missing=(), **inputs):
    """Every section asked of her is done."""
    for section in missing:
        yield Refusal("section_missing", _("%(section)s is not complete.") % {"section": section}, _("Fill it in, then sign."))


def consented(application, *, actor, at, **inputs):
    """She agreed to share what this organization asks for, and has not taken it back."""
    if application.consented_at is None or application.consent_withdrawn_at is not None:
        yield Refusal(
            "no_consent",
            _("You have not agreed to share your data with %(name)s.") % {"name": application.organization.name},
            _("Give your consent under “What they will see”."),
        )


def policy_in_force(application, *, actor, at, policy=None, **inputs):
    """There is a policy to judge by."""
    if policy is None:
        yield Refusal(
            "no_policy",
            _("%(name)s has no policy in force.") % {"name": application.organization.name},
            _("The organization approves a policy first."),
        )


def gives_reason(application, *, actor, at, reason="", **inputs):
    """A reason is written down."""
    if not str(reason).strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say why in one or two sentences; the therapist may read it."))


def not_own_file(application, *, actor, at, **inputs):
    """Nobody handles her own file, under any account (separation by person)."""
    if actor.person_id and application.practitioner.person_id in same_persons(actor.person_id):
        yield Refusal("own_file", _("This file is about you."), _("A colleague handles it."))


@bars("vetting", "decide a file", "verify something of it", code="verified_it")
def not_the_verifier(application, *, actor, at, **inputs):
    """Whoever verified something of the file does not decide it, also not under her second account (domain 5.1)."""
    if actor.person_id is None:
        return
    days = verifiers_of(application.reference, days=True, zone=application.organization.zone)
    mine = [days[person] for person in same_persons(actor.person_id) & days.keys()]
    if mine:
        yield Refusal(
            "verified_it",
            _("Someone else must decide. You verified this file on %(day)s.") % {"day": day(max(mine))},
            _("Hand it to a director who verified nothing of it."),
        )


def still_taking_part(application, *, actor, at, **inputs):
    """Nobody is approved who is leaving: a later grant would outlast the day that was agreed."""
    rows = type(application.participation).objects.within(application.organization)
    state = rows.values_list("state", flat=True).get(pk=application.participation_id)
    if state == "leaving" or (state == "ended" and application.kind not in ANEW):
        yield Refusal(
            "leaving", _("The therapist leaves this network, or has left it."), _("The therapist applies anew when coming back.")
        )
    ending = ending_of(application.participation) if application.kind not in ANEW else None
    if ending is not None:
        told = _("An action ends the participation after %(day)s.") % {"day": day(ending.effective_on)}
        yield Refusal("leaving", told, _("Reinstate the therapist, or let the appeal settle it; later the therapist applies anew."))


def not_a_renewal(application, *, actor, at, **inputs):
    """What a therapist in the network has is taken by a decision that can be appealed, not by closing a file."""
    if application.kind in ("renewal", "for_cause"):
        yield Refusal(
            "needs_decision", _("A review of a therapist in the network ends with a decision."), _("Begin the checks and decide it.")
        )


def is_for_cause(application, *, actor, at, **inputs):
    """Only a review for cause begins without her signature; everything else is asked for by herself."""
    if application.kind != "for_cause":
        yield Refusal("not_for_cause", _("This is no review for cause."), _("The therapist signs the application."))


def hers_to_take_back(application, *, actor, at, **inputs):
    """She takes back what she asked for; a review the organization opened ends with a decision."""
    if application.kind == "for_cause":
        yield Refusal(
            "not_hers_to_end", _("This review was opened by the organization."), _("Answer what it asks; it ends with a decision.")
        )


def checks_closed(application, *, actor, at, **inputs):
    """Every check is verified, waived, or documented as unavailable."""
    still = open_verifications(application.reference).count()
    if still:
        message = ngettext("%(count)s check is still open.", "%(count)s checks are still open.", still) % {"count": still}
        yield Refusal("checks_open", message, _("Verify, waive or ask for what is missing."))


def hits_adjudicated(application, *, actor, at, **inputs):
    """Every possible match on a list was judged by two people."""
    if open_hits(application.organization, application.practitioner).exists():
        yield Refusal("hit_open", _("A possible match on an exclusion list is not judged yet."), _("Two people judge it first."))


def nothing_asked(application, *, actor, at, **inputs):
    """No question to the therapist is open."""
    if application.information_requests.filter(answered_at__isnull=True, closed_at__isnull=True).exists():
        message = _("The therapist has not answered your question yet.")
        yield Refusal("request_open", message, _("Wait for the answer, or close the question."))


def assessed_completely(application, *, actor, at, assessment=None, **inputs):
    """Today's assessment knows everything a rule of weight needs."""
    if assessment is None or assessment.route == "incomplete":
        names = _names(assessment, ("unknown",))
        yield Refusal(
            "incomplete",
            _("Not everything is known: %(names)s.") % {"names": names} if names else _("This file was not assessed today."),
            _("Verify what is unknown, or ask the therapist."),
        )


def fresh_evidence(application, *, actor, at, assessment=None, **inputs):
    """On the decision day no evidence is too old: 120 days pass, 121 refuse (NCQA, counted from the decision)."""
    if assessment is None:
        yield Refusal("not_assessed", _("This file was not assessed today."), _("Assess it again."))
    elif assessment.route == "incomplete":
        yield Refusal(
            "stale",
            _("Evidence is missing or too old today: %(names)s.") % {"names": _names(assessment, ("unknown",))},
            _("Send it back to checking and verify again."),
        )


def nothing_blocks(application, *, actor, at, assessment=None, **inputs):
    """No blocking rule is unmet."""
    if assessment is not None and assessment.route == "not_eligible":
        yield Refusal(
            "not_eligible",
            _("The policy is not met: %(names)s.") % {"names": _names(assessment, ("not_met",), ("blocks",))},
            _("Deny it with these reasons, or send it back to checking."),
        )


def denial_has_ground(application, *, actor, at, assessment=None, basis="administrative", **inputs):
    """An administrative denial rests on a rule not met; quality and conduct are for two people, never for one."""
    unmet = assessment is not None and any(finding.outcome == "not_met" for finding in assessment.findings)
    if basis == "administrative" and not unmet:
        yield Refusal("no_ground", _("No rule of the policy is unmet."), _("A denial for quality goes to two people, with reasons."))


@bars("vetting", "confirm an outcome two people decide", "propose it", code="same_person")
def second_person_agrees(
    application, *, actor, at, outcome=None, assessment=None, basis="", proposal=None, resolution=None, terms=None, **inputs
):
    """A committee file and a quality denial take two named people who say the same, or the committee where it holds meetings.

    A vacated approval always takes two people, and any decision for which the policy asks two (domain 8.1 number 70).
    """
    weighty = takes_two(outcome, basis, assessment) or (outcome == "approved" and escalated(application))
    if not weighty and not asks_two(application, outcome, at):
        return
    if weighty and outcome != "vacated" and holds_meetings(application.organization, at):
        yield from resolved(application, outcome, basis, resolution)
        return
    if proposal is None:
        yield Refusal("second_person", _("Two named people decide this file."), _("Propose your outcome; another person confirms it."))
        return
    if proposal.proposed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("Another person confirms it."))
    elif outcome is not None and not _same(proposal, outcome, basis, terms):
        yield Refusal("disagree", _("The first person proposed something else."), _("Agree with each other, or propose again."))
    if outcome != "vacated" and same_persons(proposal.proposed_by_id) & verifiers_of(application.reference):
        yield Refusal(
            "proposer_verified", _("The first person verified something of this file."), _("Someone who verified nothing proposes again.")
        )


def _same(proposal, outcome, basis, terms) -> bool:
    """Whether the first person proposed this very outcome, on these very terms; a ground left open is whichever."""
    if proposal.outcome != outcome or (proposal.terms or None) != (terms.stored() if terms else None):
        return False
    return not (proposal.basis and basis) or proposal.basis == basis


def takes_two(outcome, basis, assessment) -> bool:
    """Whether one person alone may not do this."""
    return basis == "quality" or outcome == "vacated" or (assessment is not None and assessment.route == "committee")


def asks_two(application, outcome, at) -> bool:
    """Whether the policy in force asks two people for this outcome, whatever the file is."""
    said = governance_of(application.organization, today(application, at))
    return said["two_approve"] if outcome == "approved" else outcome == "denied" and said["two_deny"]


def won_on_appeal(application, *, actor, at, **inputs):
    """People who took no part settled an appeal in her favor; nothing else undoes a denial (see `vetting.guards_appeals`)."""
    decision = application.decisions.order_by("-pk").first()
    appeal = getattr(decision, "appeal", None)
    if appeal is None or appeal.state not in ("overturned", "modified"):
        yield Refusal("no_appeal", _("No appeal undid the decision."), _("Whoever was named for the appeal settles it there."))


def record_is_whole(application, *, actor, at, original=None, **inputs):
    """A recorded decision says who decided, when, and which document says so."""
    if original is None or original.decided_on is None:
        yield Refusal("no_original_day", _("The day of the original decision is missing."), _("It stands in the file you bring."))
    elif original.decided_on > today(application, at):
        yield Refusal("decided_in_future", _("The original decision lies in the future."), _("Look at the day again."))
    if original is None or not original.body.strip():
        yield Refusal("no_original_body", _("It is not said who decided."), _("Name the committee, director or company."))
    if original is None or not (original.document.strip() or original.sha256):
        yield Refusal("no_original_document", _("It is not said where the decision is written down."), _("Name or add the document."))


def record_still_holds(application, *, actor, at, original=None, due_on=None, past_due=False, **inputs):
    """The recorded vetting is not overdue, and lasts no longer than any may (NCQA: 36 months).

    `past_due`: a person said that it comes in as what it is; it gives no grant then.
    """
    if due_on is None or (due_on < today(application, at) and not past_due):
        yield Refusal("record_overdue", _("The next vetting was due before today."), _("Open an application and decide it anew."))
    elif original and original.decided_on and due_on > plus_months(original.decided_on, REVETTING_MONTHS):
        latest = day(plus_months(original.decided_on, REVETTING_MONTHS))
        yield Refusal("due_too_late", _("A vetting lasts at most 36 months."), _("The next one is due by %(day)s.") % {"day": latest})


def waited_long_enough(application, *, actor, at, days=DEFAULTS["lapse_days"], grace=DEFAULTS["grace_days"], **inputs):
    """A draft lapses by its age, a file by a question long unanswered; never while the work is ours.

    A re-vetting lapses when its last day has passed, whoever has it, and as a draft only then; and whatever rests on an approval
    lapses with it.
    """
    on = today(application, at)
    if over(application, at) or rests_on_nothing(application):
        return
    if application.state == "draft" and application.kind == "renewal":
        yield Refusal("too_young", _("This re-vetting is not over."), _("It lapses when even a late one is accepted no more."))
        return
    if application.state == "draft":
        age = (on - today(application, application.opened_at)).days
        if age <= days:
            yield Refusal("too_young", _("This file is not old enough to lapse."), _("It lapses after %(days)s days.") % {"days": days})
        return
    silent = application.information_requests.filter(
        answered_at__isnull=True, closed_at__isnull=True, due_on__lt=on - timedelta(days=grace)
    )
    if application.kind == "for_cause" or not silent.exists():
        yield Refusal("work_is_ours", _("This file does not wait for the therapist."), _("It lapses when a question stays unanswered."))


def _names(assessment, outcomes, severities=("blocks", "review")) -> str:
    """The criteria of an assessment with these outcomes, in words, as a list in the reader's language."""
    return listed([
        words.title(finding.criterion)
        for finding in (assessment.findings if assessment else ())
        if finding.outcome in outcomes and finding.severity in severities
    ])
