"""When a new version reaches people decided on before it: chosen in the draft, asked on its day, reviewed after the time to meet it.

Nothing here stops anybody: who does not meet a rule that reached her is asked, and afterwards reviewed by people.
"""

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network.access import Action, require, system
from network.events import Told, record, record_all
from network.transitions import Refusal, Refused, locked
from vetting import codec, words
from vetting.facts.letters import cure_context, review_told
from vetting.facts.policies import pure_policy
from vetting.facts.rollouts import pure_rollout
from vetting.models import Cure, Policy, Rollout
from vetting.queries.impact import first_day
from vetting.queries.judging import day_of
from vetting.queries.rollouts import Unmet, reaching, unmet_now, unmet_of
from vetting.rollouts import Reach, Who, allowed, complete
from vetting.workflow.correspondence import language_for, tell, write_only
from vetting.workflow.reviewing import INSIDE, open_review
from vetting.workflow.threshold_rows import not_a_draft


def choose(policy: Policy, *, criterion: str, who: str, reach: str, cure_until: date | None = None, actor, at) -> Rollout:
    """Say when one rule of a draft reaches one class of person. Raises Refused with every reason."""
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        cure_until = cure_until if reach == Reach.CURE else None
        if unmet := list(_may_choose(policy, criterion, reach, cure_until, day_of(policy.organization, at))):
            raise Refused(unmet)
        said = policy.rollouts.filter(criterion=criterion, who=Who(who)).first()
        if said is not None and (said.reach, said.cure_until) == (reach, cure_until):
            return said  # chosen so already
        return _write(policy, criterion, who, reach, cure_until, actor=actor, at=at)


def _write(policy, criterion, who, reach, cure_until, *, actor, at) -> Rollout:
    row, _created = Rollout.objects.within(policy.organization).update_or_create(
        organization=policy.organization, policy=policy, criterion=criterion, who=Who(who),
        defaults={"reach": Reach(reach), "cure_until": cure_until},
    )
    record(policy, "policy.rollout_chosen", actor=actor, at=at, after=_told(row))
    return row


def _told(row) -> dict:
    return {"criterion": row.criterion, "who": str(row.who), "reach": str(row.reach), "cure_until": codec.encode(row.cure_until)}


def _may_choose(policy, criterion, reach, cure_until, today):
    if sealed := list(not_a_draft(policy)):
        yield from sealed
        return
    yield from _unfit(pure_policy(policy), reaching(policy, today), first_day(policy, today), criterion, reach, cure_until)


def _unfit(version, keys, first, criterion, reach, cure_until):
    if criterion not in keys:
        yield Refusal(
            "reaches_nobody", _("%(title)s reaches nobody before the next vetting.") % {"title": words.title(criterion)},
            _("Only a rule that asks more of people in the network than before has a rollout."),
        )
        return
    if reach not in allowed(version.threshold(criterion)):
        yield Refusal(
            "law_does_not_wait", _("%(title)s is asked by law; it waits for nobody’s renewal.") % {"title": words.title(criterion)},
            _("Apply it now, with or without time to meet it."),
        )
    if reach == Reach.CURE and (cure_until is None or cure_until <= first):
        yield Refusal(
            "cure_too_short", _("There is no time to meet the rule."), _("Choose a last day after the first day of the version."),
            {"field": "cure_until"},
        )


def settle(policy: Policy, *, actor, at) -> None:
    """Write down what is usual wherever nothing was chosen, and drop what no longer changes: who approves reads all of it.

    Raises Refused where a day to meet a rule no longer lies after the first day.
    """
    today = day_of(policy.organization, at)
    keys, version, first = reaching(policy, today), pure_policy(policy), first_day(policy, today)
    policy.rollouts.exclude(criterion__in=keys).delete()
    chosen = [pure_rollout(row) for row in policy.rollouts.select_related("policy")]
    usual = []
    for row in complete(version, keys, chosen):
        if unmet := list(_unfit(version, keys, first, row.criterion, row.reach, row.cure_until)):
            raise Refused(unmet)
        if row not in chosen:
            said = {"criterion": row.criterion, "who": Who(row.who), "reach": Reach(row.reach), "cure_until": row.cure_until}
            usual.append(Rollout(organization=policy.organization, policy=policy, **said))
    Rollout.objects.within(policy.organization).bulk_create(usual)
    record_all([Told(policy, "policy.rollout_chosen", after=_told(row)) for row in usual], actor=actor, at=at)


def roll_out(organization, *, at) -> int:
    """Ask whoever does not meet a rule that reaches her today, or reached her while nobody looked; how many were asked."""
    on, actor = day_of(organization, at), system("nightly", organization)
    asked = 0
    due = Rollout.objects.within(organization).due(on).select_related("policy__author", "policy__organization")
    for row in due.order_by("policy__effective_from", "pk"):
        with transaction.atomic():
            found = unmet_of(row, on=on)
            for each in found:
                _ask(row, each, actor=actor, on=on, at=at)
            row.reached_on = on
            row.save(update_fields=["reached_on"])
            record(
                row.policy, "policy.rolled_out", actor=actor, at=at,
                after={"criterion": row.criterion, "who": row.who, "asked": len(found)},
            )
        asked += len(found)
    return asked


def _ask(row: Rollout, each: Unmet, *, actor, on, at) -> Cure:
    """One letter and one mail with the last day; the days to meet it are not shortened because we were late."""
    late = on - row.policy.effective_from
    due_on = row.cure_until + late if row.cure_until else on
    application = each.application
    cure = Cure(
        organization=row.organization, rollout=row, participation=application.participation, application=application, asked_on=on,
        due_on=due_on,
    )
    cure.save()
    record(
        cure, "cure.asked", actor=actor, at=at,
        after={"criterion": row.criterion, "version": row.policy.version, "due_on": due_on, "reach": row.reach},
    )
    if row.reach == Reach.CURE:
        with translation.override(language_for(application)):
            context = cure_context(cure, each.line)
        key = f"cure:{cure.pk}"
        write_only(application, "information_request", context, key=key, at=at, reference=application.reference)
        tell(application, "information_request", key=f"mail:{key}", at=at, reference=application.reference, until=due_on)
    return cure


def follow_up(organization, *, at) -> int:
    """Close what was met since, and open a review for who did not meet a rule by her day; how many were closed."""
    on, actor = day_of(organization, at), system("nightly", organization)
    rows = list(
        Cure.objects.within(organization).filter(closed_on=None)
        .select_related("rollout__policy__author", "rollout__policy__organization", "participation", "application__practitioner__person")
    )
    lines, closed = unmet_now(organization, rows, on=on), 0
    for cure in rows:
        line = lines.get(cure.pk)
        over = on > cure.due_on or cure.rollout.reach == Reach.NOW
        if line is None or over or cure.participation.state not in INSIDE:
            _close(cure, line if cure.participation.state in INSIDE else None, actor=actor, on=on, at=at)
            closed += 1
    return closed


def _close(cure: Cure, line, *, actor, on, at):
    """Met, or she left: closed. Not met: a review that people decide, signed with the name of who wrote the rule."""
    with transaction.atomic():
        if line is not None:
            with translation.override(language_for(cure.application)):
                told = review_told(cure, line)
            cure.review = open_review(
                participation=cure.participation, reason=told, told=told, by=cure.rollout.policy.author, actor=actor, at=at
            )
        cure.closed_on = on
        cure.save(update_fields=["closed_on", "review"])
        after = {"criterion": cure.rollout.criterion, "met": line is None, "review": cure.review.reference if cure.review else ""}
        record(cure, "cure.closed", actor=actor, at=at, after=after)
