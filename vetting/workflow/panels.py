"""What a panel asks beyond the organization: named, written into a draft, and asked at every approval."""

from dataclasses import replace

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.models import Panel
from network.transitions import Refusal, Refused, locked
from network.workflow import standing
from vetting import codec, rules, words
from vetting.facts.grants import grant_terms
from vetting.facts.panels import asking, panels_of
from vetting.facts.policies import looser_than, pure_threshold
from vetting.limits import read_limit
from vetting.models import PanelCriterion, Policy
from vetting.panels import unmet
from vetting.workflow.threshold_rows import nonsense, not_a_draft, values_of


def add_panel(*, organization, name: str, actor, at) -> Panel:
    """A part of the network with demands of its own. Raises Refused for a name that is there already."""
    require(actor, Action.WRITE_POLICY, organization)
    code, longest = slugify(name)[:50], Panel._meta.get_field("name").max_length
    if len(name) > longest:
        message = _("The name of a panel has at most %(count)s characters.") % {"count": longest}
        raise Refused([Refusal("name_too_long", message, _("Shorten it."), {"field": "name"})])
    if not code or Panel.objects.within(organization).filter(code=code).exists():
        raise Refused([Refusal("panel_there", _("There is a panel of this name."), _("Give it another name."), {"field": "name"})])
    panel = Panel(organization=organization, code=code, name=name)
    panel.save()
    record(panel, "panel.added", actor=actor, at=at, after={"name": name})
    return panel


def set_panel_threshold(policy: Policy, panel: Panel, threshold: rules.Threshold, *, actor, at) -> PanelCriterion:
    """Put a number to a criterion for one panel in a draft. Raises Refused; a panel asks more than the organization, never less."""
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        refused = [*not_a_draft(policy), *nonsense(threshold)]
        refused = refused or list(_less_than_everybody(policy, threshold))
        if refused:
            raise Refused(refused)
        limit, _problems = read_limit(rules.CRITERIA[threshold.criterion], threshold.limit)
        mine = policy.panel_criteria.filter(panel=panel, criterion=threshold.criterion)
        before = mine.first()
        row, _created = PanelCriterion.objects.within(policy.organization).update_or_create(
            organization=policy.organization, policy=policy, panel=panel, criterion=threshold.criterion,
            defaults=values_of(replace(threshold, limit=limit)),
        )
        record(
            policy, "policy.panel_threshold_set", actor=actor, at=at, before=_kept(before), after={"panel": panel.code, **_kept(row)},
        )
    return row


def _kept(row) -> dict | None:
    return codec.encode(pure_threshold(row)) if row else None


def _less_than_everybody(policy, threshold):
    base = policy.criteria.filter(criterion=threshold.criterion).first()
    if base is not None and looser_than(pure_threshold(base), threshold):
        yield Refusal(
            "below_the_organization",
            _("%(title)s: a panel may ask more than the organization asks of everybody, not less.") % {
                "title": words.title(threshold.criterion),
            },
            _("Ask for the same or more, or change the rule for everybody."),
        )


def drop_panel_threshold(policy: Policy, panel: Panel, criterion: str, *, actor, at):
    """Let a panel ask what everybody is asked. Raises Refused."""
    require(actor, Action.WRITE_POLICY, policy)
    with locked(policy):
        refused = list(not_a_draft(policy))
        row = policy.panel_criteria.filter(panel=panel, criterion=criterion).first()
        if row is None:
            message = _("This policy does not ask for %(title)s.") % {"title": words.title(criterion)}
            refused.append(Refusal("not_asked", message))
        if refused:
            raise Refused(refused)
        before = {"panel": panel.code, **_kept(row)}
        row.delete()
        return record(policy, "policy.panel_threshold_dropped", actor=actor, at=at, before=before)


def copy_panels(source: Policy, draft: Policy) -> None:
    """What panels ask in one version, for the draft that starts from it."""
    for row in source.panel_criteria.all():
        PanelCriterion(organization=draft.organization, policy=draft, panel_id=row.panel_id, criterion=row.criterion, **values_of(
            pure_threshold(row)
        )).save()


def write_panel_rows(draft: Policy, panels, *, actor, at) -> None:
    """What a file says panels ask, into a draft; a panel that is not there is added. Raises Refused with everything a panel asks less."""
    refused = []
    for each in panels:
        known = Panel.objects.within(draft.organization).filter(code__in=(each.code, slugify(each.name)[:50])).first()
        panel = known or add_panel(organization=draft.organization, name=each.name, actor=actor, at=at)
        for threshold in each.thresholds:
            try:
                set_panel_threshold(draft, panel, threshold, actor=actor, at=at)
            except Refused as why:
                refused += why.refusals
    if refused:
        raise Refused(refused)


def write_panels(application, decision, facts, due_on, *, actor, at, limits=None) -> None:
    """Put her on every panel whose own rules she meets on the day of the decision, and write down what keeps her off the others."""
    found = {}
    terms, on = grant_terms(application, decision.decided_on), decision.decided_on
    for pk, panel in panels_of(application.organization).items():
        own = asking(panel, on)
        if not own:
            continue
        kept_off = unmet(panel.policies, own, facts, on=on)
        found[panel.code] = [finding.criterion for finding in kept_off]
        for service in application.services if not kept_off else ():
            standing.record_grant(
                participation=application.participation, service=service, jurisdictions=tuple(application.jurisdictions), first=on,
                last=due_on, serve_until=terms.serve_until(due_on), requires=terms.requires, minimums=terms.minimums,
                limits=limits, panel=Panel.objects.within(application.organization).get(pk=pk), decision=decision.key, actor=actor, at=at,
            )
    if found:
        record(decision, "decision.panels", actor=actor, at=at, after=found)
