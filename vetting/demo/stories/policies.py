"""Harbor's policy through the years: a first, a looser second, one not approved, one to come, one waiting, one in the making."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from vetting.demo import rulebooks
from vetting.facts.policies import pure_threshold
from vetting.models import Policy
from vetting.workflow import policies


def first(scene):
    """Version 1, from the day everything begins. Harbor asked two EAP years then."""
    at = scene.stage.begun
    on = at.astimezone(ZoneInfo(scene.zone)).date()
    if scene.crew.organization.slug != "harbor":
        return rulebooks.first_policy(scene.crew.organization, scene.crew, effective_from=on, at=at)
    policy = policies.draft_from_preset(
        organization=scene.crew.organization, preset="EAP-basic-US", effective_from=on, note="Our first policy.",
        actor=scene.crew.manager, at=at,
    )
    rulebooks.own_list(policy, scene.crew.manager, at=at)
    put(policy, scene.crew.manager, at, "eap_years", years=2)
    return rulebooks.adopt(policy, scene.crew, at=at)


def put(policy, actor, at, criterion, **limit):
    """Put other numbers to one criterion of a draft."""
    row = pure_threshold(policy.criteria.get(criterion=criterion))
    return policies.set_threshold(policy, replace(row, limit={**row.limit, **limit}), actor=actor, at=at)


def stories(scene):
    """What became of the later versions."""
    return [_versions(scene)]


def _versions(scene):
    crew = scene.crew
    at = yield scene.ago(420, 16)
    newest = policies.draft_from(
        _newest(scene), effective_from=scene.day(410), note="One year of EAP work; the committee meets.", actor=crew.manager, at=at
    )
    put(newest, crew.manager, at, "eap_years", years=1)
    policies.set_committee(newest, {"meetings": True}, actor=crew.manager, at=at)
    at = yield scene.ago(418, 16)
    rulebooks.adopt(newest, crew, at=at)
    at = yield scene.ago(95, 16)
    dear = _raised(scene, newest, at, 500_000_000, -10, "An employer asked for five million each claim.")
    policies.send_for_approval(dear, note="For approval.", actor=crew.manager, at=at)
    at = yield scene.ago(93, 17)
    policies.reject(dear, reason="Nobody here can buy that cover. Ask the employer for a panel of its own.", actor=crew.director, at=at)
    at = yield scene.ago(20, 16)
    coming = _raised(scene, newest, at, 200_000_000, -34, "Two million each claim, as the new contracts ask.")
    at = yield scene.ago(18, 16)
    rulebooks.adopt(coming, crew, at=at)
    at = yield scene.ago(3, 16)
    waiting = policies.draft_from(
        coming, effective_from=scene.day(-90), note="Ask for shorter gaps in work history.", actor=crew.manager, at=at
    )
    put(waiting, crew.manager, at, "gaps_explained", months=3)
    policies.send_for_approval(waiting, note="For approval.", actor=crew.manager, at=at)
    at = yield scene.ago(1, 16)
    policies.draft_from(coming, note="Ask for two references.", actor=crew.manager, at=at)


def _raised(scene, source, at, per_claim, ago, note):
    draft = policies.draft_from(source, effective_from=scene.day(ago), note=note, actor=scene.crew.manager, at=at)
    put(draft, scene.crew.manager, at, "insurance_per_claim", minimum={"USD": per_claim})
    most = pure_threshold(draft.criteria.get(criterion="insurance_aggregate")).limit["minimum"]
    put(draft, scene.crew.manager, at, "insurance_aggregate", minimum={**most, "USD": max(per_claim, most["USD"])})
    return draft


def _newest(scene):
    return Policy.objects.within(scene.crew.organization).approved().last()
