"""Who does not meet a rule of a version that reaches people in the network, with the line; and who was asked to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from vetting import flips, impact
from vetting.facts.policies import policies_of, pure_policy
from vetting.facts.rollouts import classes_of, pure_rollout, rollouts_of
from vetting.facts.together import in_parts
from vetting.models import Application, Cure, Policy, Rollout
from vetting.queries.impact import decided_days, first_day, holding, members_of
from vetting.rollouts import Rollout as Rolled
from vetting.rollouts import complete
from vetting.rules import in_force


@dataclass(frozen=True, slots=True)
class Unmet:
    """Somebody in the network by this approval, and the line she does not meet."""

    application: Application
    line: impact.Line


def reaching(policy: Policy, today: date) -> tuple[str, ...]:
    """The rules of a version for which is said when they reach people in the network; once it was sent, those that were said."""
    if policy.state != "draft":
        return tuple(dict.fromkeys(row.criterion for row in policy.rollouts.all()))
    return impact.reaching(in_force(_others(policy), first_day(policy, today)), pure_policy(policy))


def rolled(policy: Policy, today: date) -> tuple[Rolled, ...]:
    """When each rule of a version that reaches people reaches each class of them: as chosen, or as usual."""
    chosen = [pure_rollout(row) for row in policy.rollouts.select_related("policy")]
    return complete(pure_policy(policy), reaching(policy, today), chosen)


def unmet_of(row: Rollout, *, on: date) -> list[Unmet]:
    """Who of the rollout's class was decided on before its version and does not meet the rule on `on`, but did what she was held to."""
    organization, version = row.policy.organization, pure_policy(row.policy)
    members = members_of(organization)
    days, classes = decided_days(organization, members), classes_of(organization, members)
    mine = [each for each in members if classes[each.pk] == row.who and (days.get(each.pk) or on) < version.effective_from]
    to, found = holding(_others(row.policy), rollouts_of(organization)), []
    for rows, facts in in_parts(organization, [(each, days[each.pk]) for each in mine], on=on):
        held = {at: to(classes[each.pk], days[each.pk]) for at, each in enumerate(rows)}
        for at, differs in flips.of_members(flips.Many(facts), held, version, [row.criterion], on=on):
            found += [Unmet(rows[at], line) for line in differs.lines]
    return found


def unmet_now(organization, cures: list[Cure], *, on: date) -> dict[int, impact.Line]:
    """The line each of these still does not meet on `on`, by the key of the row; who meets it is left out."""
    if not cures:
        return {}
    files = [cure.application for cure in cures]
    days, found, start = decided_days(organization, files), {}, 0
    for rows, facts in in_parts(organization, [(file, days.get(file.pk)) for file in files], on=on):
        many, asked, here = flips.Many(facts), defaultdict(list), cures[start : start + len(rows)]
        for at, cure in enumerate(here):
            asked[cure.rollout_id].append(at)
        for places in asked.values():
            rollout = here[places[0]].rollout
            told = flips.of_members(many, dict.fromkeys(places, ()), pure_policy(rollout.policy), [rollout.criterion], on=on)
            found |= {here[at].pk: differs.lines[0] for at, differs in told}
        start += len(rows)
    return found


def _others(policy: Policy):
    return tuple(row for row in policies_of(policy.organization) if row.version != policy.version)


def cures_of(policy: Policy) -> list[Cure]:
    """Who was asked to meet a rule of this version, by when, and what became of it."""
    rows = Cure.objects.within(policy.organization).filter(rollout__policy=policy)
    return list(rows.select_related("rollout", "application__practitioner__person", "review"))


def asked_of_her(actor) -> list[Cure]:
    """What is asked of her in the networks she is in, the most urgent first."""
    rows = Cure.objects.visible_to(actor).filter(closed_on=None, rollout__reach="cure").select_related("organization", "rollout")
    return list(rows.order_by("due_on", "pk"))
