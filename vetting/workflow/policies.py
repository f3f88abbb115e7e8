"""What an organization does with its policy: draft it, put numbers to criteria, send it to a second person, approve it."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, can, require
from network.events import Told, record, record_all
from network.models import Organization, Parameter
from network.transitions import Refusal, Refused, locked, perform
from vetting import (
    codec,
    committee,
    governance,
    presets,
    rules,
    words,
    words_clocks,
    words_committee,
    words_files,
    words_governance,
)
from vetting.clocks import BY_KEY, problems
from vetting.facts import policies as facts
from vetting.limits import read_limit
from vetting.models import Policy, PolicyCriterion
from vetting.models.policy import PolicyState
from vetting.policy_file import PolicyFile
from vetting.policy_guards import asked_by_law, forbidden_by_law
from vetting.workflow.panels import copy_panels, write_panel_rows
from vetting.workflow.policy_parameters import parameters_of
from vetting.workflow.rollouts import settle
from vetting.workflow.threshold_rows import nonsense, not_a_draft, values_of


def draft_from_preset(
    *, organization, preset: str, effective_from: date | None = None, name: str = "", note: str = "", actor, at
) -> Policy:
    """Start the next version from a preset, under the law of the organization's country. Raises LookupError for one not shipped."""
    require(actor, Action.WRITE_POLICY, organization)
    source = presets.preset(preset)
    policy = Policy(
        organization=organization, name=name or source.name, preset=preset, note=note, effective_from=effective_from,
        revetting_months=source.revetting_months, committee=presets.between(preset),
    )
    return _draft(policy, facts.overlaid(policy, source.thresholds), actor=actor, at=at)


def draft_from(source: Policy, *, effective_from: date | None = None, note: str = "", actor, at) -> Policy:
    """Start the next version from any version of the same organization."""
    require(actor, Action.WRITE_POLICY, source)
    policy = Policy(
        organization=source.organization, name=source.name, preset=source.preset, note=note, effective_from=effective_from,
        revetting_months=source.revetting_months, clocks=source.clocks, committee=source.committee, governance=source.governance,
    )
    rows = [facts.pure_threshold(row) for row in source.criteria.all()]
    with transaction.atomic():
        draft = _draft(policy, rows, actor=actor, at=at)
        copy_panels(source, draft)
    return draft


def draft_from_file(*, organization, file: PolicyFile, note: str = "", actor, at) -> Policy:
    """Start the next version from a file. Raises Refused with everything that is wrong in it; nothing is written then.

    A file that names no preset of ours stands on the one of the newest version, so that no legal floor is left by a file. One that says
    nothing of panels leaves them as the newest version has them; a panel it names that is not there yet is added.
    """
    require(actor, Action.WRITE_POLICY, organization)
    newest = Policy.objects.within(organization).order_by("version").last()
    preset = file.preset if file.preset in presets.names() else newest.preset if newest else ""
    policy = Policy(
        organization=organization, name=(file.name or (newest.name if newest else organization.name))[:100], preset=preset, note=note,
        revetting_months=file.revetting_months, clocks=codec.encode(file.clocks),
        committee={**(newest.committee if newest else {}), **file.committee},  # what a file says nothing of stays as it is
        governance={**(newest.governance if newest else {}), **file.governance},
    )
    unmet = [*words_files.refusals(file), *_bad_days(file.clocks, organization.country)]
    unmet += [*_bad_settings(policy.committee), *_bad_governance(policy.governance)]
    asked = [*file.thresholds, *(row for panel in file.panels or () for row in panel.thresholds)]
    unmet += [each for threshold in asked for each in nonsense(threshold)]
    if unmet := unmet or _breaks_the_law(policy, file.thresholds):
        raise Refused(unmet)
    rows = [replace(row, limit=read_limit(rules.CRITERIA[row.criterion], row.limit)[0]) for row in file.thresholds]
    with transaction.atomic():
        draft = _draft(policy, rows, actor=actor, at=at)
        if file.panels is not None:
            write_panel_rows(draft, file.panels, actor=actor, at=at)
        elif newest:
            copy_panels(newest, draft)
    return draft


def _breaks_the_law(policy: Policy, thresholds) -> list[Refusal]:
    """Each rule below what the law asks, and each rule of the law that is not there."""
    missing = facts.left_out(facts.law_of(policy), thresholds)
    return [each for row in thresholds for each in _below_the_law(policy, row)] + [asked_by_law(key) for key in missing]


def _draft(policy: Policy, thresholds, *, actor, at) -> Policy:
    """Number it and write it down; the organization's row is held, so that no two drafts get one number."""
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=policy.organization_id)
        newest = Policy.objects.within(policy.organization).order_by("version").last()
        policy.version = newest.version + 1 if newest else 1
        policy.author_id, policy.drafted_at = actor.person_id, at
        policy.save()
        of = {"organization": policy.organization, "policy": policy}
        PolicyCriterion.objects.within(policy.organization).bulk_create(
            PolicyCriterion(**of, criterion=row.criterion, **values_of(row)) for row in thresholds
        )
        record(policy, "policy.drafted", actor=actor, at=at, after={"version": policy.version, "preset": policy.preset})
    return policy


def _write(policy: Policy, threshold: rules.Threshold) -> PolicyCriterion:
    row, _created = PolicyCriterion.objects.within(policy.organization).update_or_create(
        organization=policy.organization, policy=policy, criterion=threshold.criterion,
        defaults=values_of(threshold),
    )
    return row


def set_threshold(policy: Policy, threshold: rules.Threshold, *, actor, at) -> PolicyCriterion:
    """Put a number to a criterion in a draft, or add the criterion. Raises Refused with every reason."""
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        unmet = [*not_a_draft(policy), *nonsense(threshold)]
        unmet = unmet or _below_the_law(policy, threshold)
        if unmet:
            raise Refused(unmet)
        limit, _problems = read_limit(rules.CRITERIA[threshold.criterion], threshold.limit)
        before = policy.criteria.filter(criterion=threshold.criterion).first()
        row = _write(policy, replace(threshold, limit=limit))
        was, now = codec.encode(facts.pure_threshold(before)) if before else None, codec.encode(facts.pure_threshold(row))
        if was != now:
            record(policy, "policy.threshold_set", actor=actor, at=at, before=was, after=now)
    return row


def drop_threshold(policy: Policy, criterion: str, *, actor, at):
    """Stop asking for a criterion in a draft. Raises Refused; what the law asks stays."""
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        unmet = list(not_a_draft(policy))
        row = policy.criteria.filter(criterion=criterion).first()
        if row is None:
            message = _("This policy does not ask for %(title)s.") % {"title": words.title(criterion)}
            unmet.append(Refusal("not_asked", message))
        elif facts.floors_of(policy, criterion):
            unmet.append(asked_by_law(criterion))
        if unmet:
            raise Refused(unmet)
        before = codec.encode(facts.pure_threshold(row))
        row.delete()
        return record(policy, "policy.threshold_dropped", actor=actor, at=at, before=before)


def set_day(policy: Policy, *, effective_from: date, actor, at):
    """Say from which day a draft will count. Returns the event; None where it says so already."""
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        if unmet := list(not_a_draft(policy)):
            raise Refused(unmet)
        before, policy.effective_from = policy.effective_from, effective_from
        if before == effective_from:
            return None
        policy.save(update_fields=["effective_from"])
        return record(
            policy, "policy.day_set", actor=actor, at=at,
            before={"effective_from": before}, after={"effective_from": effective_from},
        )


def set_clocks(policy: Policy, clocks: dict, *, actor, at):
    """Say how many days a draft gives: `clocks` by key of `vetting.clocks`. Raises Refused with every reason.

    Returns the event; None where it says so already.
    """
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        unmet = [*not_a_draft(policy), *_bad_days(clocks, policy.organization.country)]
        if unmet:
            raise Refused(unmet)
        before, policy.clocks = policy.clocks, {**policy.clocks, **codec.encode(clocks)}
        if before == policy.clocks:
            return None
        policy.save(update_fields=["clocks"])
        return record(policy, "policy.clocks_set", actor=actor, at=at, before=before, after=policy.clocks)


def _bad_days(clocks, country):
    for key, code in problems(clocks, country):
        clock = BY_KEY.get(key)
        yield Refusal(f"days_{code}", words_clocks.problem(clock, code, country), words_clocks.label(key), {"field": key})


def set_committee(policy: Policy, chosen: dict, *, actor, at):
    """Say how the committee decides: `chosen` by key of `vetting.committee`. Raises Refused with every reason.

    Returns the event; None where it says so already.
    """
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        unmet = [*not_a_draft(policy), *_bad_settings(chosen)]
        if unmet:
            raise Refused(unmet)
        before, policy.committee = policy.committee, {**policy.committee, **chosen}
        if before == policy.committee:
            return None
        policy.save(update_fields=["committee"])
        return record(policy, "policy.committee_set", actor=actor, at=at, before=before, after=policy.committee)


def _bad_settings(chosen):
    for key, code in committee.problems(chosen):
        words_of = words_committee.problem(key, code)
        yield Refusal(f"committee_{code}", words_of, words_committee.label(key), {"field": key})


def set_governance(policy: Policy, chosen: dict, *, actor, at):
    """Say how the vetting is governed: `chosen` by key of `vetting.governance`. Raises Refused with every reason."""
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        if unmet := [*not_a_draft(policy), *_bad_governance({**policy.governance, **chosen})]:
            raise Refused(unmet)
        before, policy.governance = policy.governance, {**policy.governance, **chosen}
        policy.save(update_fields=["governance"])
        return record(policy, "policy.governance_set", actor=actor, at=at, before=before, after=policy.governance)


def _bad_governance(chosen):
    for key, code in governance.problems(chosen):
        yield Refusal(f"governance_{code}", words_governance.problem(key, code), words_governance.label(key), {"field": key})


def send_for_approval(policy: Policy, *, actor, at, note: str = ""):
    """Hand the draft to a second person, with when it reaches people in the network; from now on it never changes."""
    with locked(policy):
        if policy.state == PolicyState.DRAFT and can(actor, Action.WRITE_POLICY, policy):
            settle(policy, actor=actor, at=at)
        return perform(policy, "send_for_approval", actor=actor, at=at, note=note, unlawful=facts.unlawful(policy))


def approve(policy: Policy, *, actor, at, note: str = "", seen: int | None = None):
    """A second person approves; the version counts from its first day, also for what licensure needs of it."""
    with locked(policy):
        event = perform(policy, "approve", actor=actor, at=at, note=note, seen=seen)
        _write_parameters(policy, parameters_of(policy), actor=actor, at=at)
    return event


def _write_parameters(policy: Policy, values: dict, *, actor, at) -> None:
    """Dated settings in the version's name; a later version with the same first day replaces those of which it says anything else."""
    rows, first = Parameter.objects.within(policy.organization), policy.effective_from
    known = {row.key: row for row in rows.filter(effective_from=first, key__in=values)}
    changed = []
    for key, value in values.items():
        row = known.get(key) or Parameter(organization=policy.organization, key=key, effective_from=first)
        said = {"value": value, "author_id": policy.author_id, "approver_id": policy.approver_id}
        if row.pk is None or any(getattr(row, name) != each for name, each in said.items()):
            for name, each in said.items():
                setattr(row, name, each)
            changed.append(row)
    rows.bulk_create([row for row in changed if row.pk is None])
    for row in known.values():
        if row in changed:
            row.save()
    told = [Told(row, "parameter.set", after={"key": row.key, "value": row.value, "from": first}) for row in changed]
    record_all(told, actor=actor, at=at)


def reject(policy: Policy, *, reason: str, actor, at, seen: int | None = None):
    """A second person does not approve, and says why."""
    return perform(policy, "reject", actor=actor, at=at, note=reason, reason=reason, seen=seen)


def closed(policy: Policy) -> tuple[Refusal, ...]:
    """Why nothing of this version can be edited any more; empty for a draft."""
    return tuple(not_a_draft(policy))


def _below_the_law(policy: Policy, threshold: rules.Threshold) -> list[Refusal]:
    """Stricter than the law is free; looser is refused, in number, in weight and in who may waive it."""
    floors = facts.floors_of(policy, threshold.criterion)
    less = floors and (threshold.reason is not rules.Reason.LAW or facts.below_law(floors, threshold))
    forbidden = facts.forbidden_to_ask(policy.organization.country, threshold)
    return [asked_by_law(threshold.criterion)] * bool(less) + [forbidden_by_law(threshold.criterion)] * forbidden
