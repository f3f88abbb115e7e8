"""Builds the pure policies the rules take from an organization's approved versions."""

from dataclasses import replace
from datetime import date

from licensure import by_rule
from licensure.catalog import SUPERVISED_LEVELS
from licensure.models import ExclusionList
from licensure.policy import ACCEPTED_REGISTERS, SUPERVISION, VERIFY_BY_RULE
from licensure.waivers import WAIVABLE_BY
from network import identity
from vetting import codec, committee, governance, policy_file, presets, rules, standards, words_policies, words_presets
from vetting.clocks import in_full
from vetting.criteria.conduct import LAWFUL_SETS
from vetting.limits import loosened, weakened
from vetting.models import PanelCriterion, Policy

# the preset whose rules by law count in a country, whatever a version started from
OVERLAYS = {"US": "EAP-basic-US", "NL": "EAP-NL", "GB": "EAP-UK"}
REVETTING_MONTHS = 36  # NCQA CR 4: at most; also the fallback for an organization without a policy in force


def policies_of(organization) -> tuple[rules.Policy, ...]:
    """Every approved version, scheduled ones too, oldest first. Two queries."""
    rows = Policy.objects.within(organization).approved().prefetch_related("criteria")
    return tuple(pure_policy(row) for row in rows)


def panel_thresholds(organization) -> list[rules.Threshold]:
    """What panels ask of their own in any approved version: evidence for it is asked of everybody who applies. One query."""
    rows = PanelCriterion.objects.within(organization).filter(policy__state="approved").order_by("pk")
    return [pure_threshold(row) for row in rows]


def policy_binding(organization, on: date) -> Policy | None:
    """The version in force on the organization's day `on`, or None before the first."""
    return Policy.objects.within(organization).in_force(on).last()


def revetting_months(organization, on: date) -> int:
    """How many months a decision of day `on` holds before the next vetting is due."""
    policy = policy_binding(organization, on)
    return policy.revetting_months if policy else REVETTING_MONTHS


def pure_policy(row: Policy) -> rules.Policy:
    """One stored version as the rules take it; a draft without a day counts from the last day there is."""
    return rules.Policy(
        name=row.name,
        version=row.version,
        effective_from=row.effective_from or date.max,
        thresholds=tuple(pure_threshold(criterion) for criterion in row.criteria.all()),
        revetting_months=row.revetting_months,
    )


def pure_threshold(row) -> rules.Threshold:
    """One stored row as the rules take it; lists in its limit become tuples."""
    return rules.Threshold(
        criterion=row.criterion,
        severity=rules.Severity(row.severity),
        limit=codec.restore(row.limit),
        reason=rules.Reason(row.reason),
        waivable_by=row.waivable_by,
        binds_on=rules.BindsOn(row.binds_on),
        reviewer=rules.Reviewer(row.reviewer),
    )


def as_file(row: Policy) -> str:
    """One version as a file, the sentence of each rule above it in the language now active."""
    policy = pure_policy(row)
    sentences = {each.criterion: words_policies.sentence(each.criterion, each.limit) for each in policy.thresholds}
    beside = {name: getattr(row, name) for name in policy_file.SETTINGS}
    head, panels = words_presets.basis(row.preset), tuple(panel_rows(row))
    return policy_file.write(policy, preset=row.preset, comments=sentences, head=head, panels=panels, **beside)


def panel_rows(row: Policy):
    """What panels ask beyond everybody in one version, panel by panel, as a file has it. One query."""
    found = {}
    for each in row.panel_criteria.select_related("panel").order_by("panel__code", "pk"):
        found.setdefault(each.panel, []).append(pure_threshold(each))
    for panel, thresholds in found.items():
        yield policy_file.PanelRows(panel.code, panel.name, tuple(thresholds))


def floors_of(row: Policy, criterion: str) -> tuple[rules.Threshold, ...]:
    """What the law asks of the criterion."""
    return law_of(row).get(criterion, ())


def law_of(row: Policy) -> dict[str, tuple[rules.Threshold, ...]]:
    """What the law asks by criterion: of whoever works in the organization's country, and by the preset a version started from."""
    layers = dict.fromkeys(name for name in (OVERLAYS.get(row.organization.country), row.preset) if name in presets.names())
    asked = [one for name in layers for one in presets.preset(name).thresholds if one.reason is rules.Reason.LAW]
    return {key: tuple(one for one in asked if one.criterion == key) for key in dict.fromkeys(one.criterion for one in asked)}


def below_law(floors, row: rules.Threshold) -> bool:
    """Whether a row asks less than one of the floors of its criterion: in number, in weight, by whom it is seen, or when it counts."""
    return any(looser_than(_by_law(floor), row) or weakened(floor, row) for floor in floors)


def _by_law(floor: rules.Threshold) -> rules.Threshold:
    """A floor as the law has it: a license practiced under supervision is one, too; taking it is a choice (domain 8.1, number 2)."""
    if "independent" not in floor.limit.get("levels", ()):
        return floor
    return replace(floor, limit={**floor.limit, "levels": sorted({*floor.limit["levels"], *SUPERVISED_LEVELS})})


def left_out(floors, thresholds) -> list[str]:
    """The criteria the law asks for, of which these rows ask nothing."""
    given = {row.criterion for row in thresholds}
    return [key for key in floors if key not in given]


def forbidden_to_ask(country: str, row: rules.Threshold) -> bool:
    """Whether a row asks questions that the law of the organization's country forbids."""
    return country in LAWFUL_SETS and row.limit.get("questions", LAWFUL_SETS[country][0]) not in LAWFUL_SETS[country]


def unlawful(row: Policy) -> tuple[list[str], list[str]]:
    """The criteria in which a version asks less than the law or nothing, and those in which it asks what the law forbids.

    A version that asks nothing at all is told that instead.
    """
    asked, floors = [pure_threshold(one) for one in row.criteria.all()], law_of(row)
    below = [one.criterion for one in asked if below_law(floors.get(one.criterion, ()), one)]
    below += left_out(floors, asked) if asked else []
    return below, [one.criterion for one in asked if forbidden_to_ask(row.organization.country, one)]


def overlaid(row: Policy, thresholds) -> list[rules.Threshold]:
    """A preset's rules under the law of the organization's country, which adds what it asks and replaces what it does not allow."""
    floors, country = law_of(row), row.organization.country
    given = [_lawful(one, floors.get(one.criterion, ()), country) for one in thresholds]
    known = {one.criterion for one in given}
    return given + [found[0] for key, found in floors.items() if key not in known]


def _lawful(one: rules.Threshold, floors, country: str) -> rules.Threshold:
    if floors and (one.reason is not rules.Reason.LAW or below_law(floors, one)):
        return next((floor for floor in floors if not below_law(floors, floor)), floors[0])
    if forbidden_to_ask(country, one):
        return replace(one, limit={**one.limit, "questions": LAWFUL_SETS[country][0]})
    return one


def below_standard(row: Policy, asked: dict) -> set[str]:
    """The criteria an accreditor asks for which a version, with the rows `asked`, asks less or not at all.

    Allowed, and marked (domain 8.2); what the law asks is refused instead.
    """
    if row.preset not in presets.names():
        return set()
    standard = [one for one in presets.preset(row.preset).thresholds if one.reason is rules.Reason.ACCREDITOR]
    return {
        one.criterion for one in standard
        if one.criterion not in asked
        or looser_than(one, pure_threshold(asked[one.criterion]))
    }


def settings_below(row: Policy) -> tuple[str, ...]:
    """The days and settings in which a version asks less than the standard of the preset it started from, by key."""
    said = {**in_full(row.clocks, row.organization.country), **committee.in_full(row.committee), **governance.in_full(row.governance)}
    return standards.below(row.preset, said)


def looser_than(floor: rules.Threshold, row: rules.Threshold) -> bool:
    """Whether a row asks less than a floor; a list that is a copy of another counts as that one too."""
    if "lists" in row.limit:
        copied = ExclusionList.objects.filter(pk__in=row.limit["lists"]).exclude(stands_for="").values_list("stands_for", flat=True)
        row = replace(row, limit={**row.limit, "lists": (*row.limit["lists"], *copied)})
    return loosened(rules.CRITERIA[row.criterion], floor, row)


# the criteria whose levels say which licenses an organization takes
LEVELS_IN = ("practice_level", "license_in_force", "license_or_register")


def elements_of(thresholds) -> set[str]:
    """The evidence elements that rules read; who supervises, too, where they let in a license practiced under supervision."""
    rows = list(thresholds)
    elements = {element for row in rows for element in rules.CRITERIA[row.criterion].reads}
    allowed = any(row.criterion in LEVELS_IN and set(row.limit.get("levels", ())) & SUPERVISED_LEVELS for row in rows)
    return elements | {"supervision"} if allowed else elements


def licensure_parameters(row: Policy) -> dict:
    """What licensure and network need of a version, by parameter key: registers it accepts, supervised practice, who may waive
    what, how an identity is checked, and what a documented rule may verify.
    """
    limits = [criterion.limit for criterion in row.criteria.filter(criterion__in=LEVELS_IN)]
    registers = {register for limit in limits for register in limit.get("registers", ())}
    levels = {level for limit in limits for level in limit.get("levels", ())}
    meetings = row.criteria.filter(criterion="identity_checked").first()
    return {
        ACCEPTED_REGISTERS: sorted(registers), SUPERVISION: bool(levels & SUPERVISED_LEVELS), WAIVABLE_BY: _waivers(row),
        identity.PARAMETER: list(meetings.limit["methods"]) if meetings else [], VERIFY_BY_RULE: ruled(row),
    }


def ruled(row: Policy) -> list[str]:
    """The elements whose fetched answers a documented rule may verify by this version; empty where nobody switched it on."""
    on = [rules.CRITERIA[one.criterion].reads for one in row.criteria.all() if one.limit.get("by_rule")]
    return sorted({element for reads in on for element in reads if element in by_rule.ELEMENTS})


def ruled_since(row: Policy) -> date | None:
    """The first day since which, without a break up to this version, a documented rule verifies; None while it does not.

    A draft that switches it on counts from its own first day, None while it has none.
    """
    since = row.effective_from
    earlier = [each for each in Policy.objects.within(row.organization).approved() if each.version < row.version]
    for each in sorted(earlier, key=lambda one: one.version, reverse=True):
        if not ruled(each):
            break
        since = each.effective_from
    return since if ruled(row) else None


def _waivers(row: Policy) -> dict[str, str]:
    """For each element the version reads, who may do without it: whoever any of its rules lets; empty for nobody."""
    found: dict[str, set[str]] = {}
    for threshold in row.criteria.all():
        criterion = rules.CRITERIA[threshold.criterion]
        for element in criterion.reads:
            found.setdefault(element, set()).add(threshold.waivable_by if criterion.waivable else "")
    return {
        element: next((by for by in ("director", "committee") if by in named), "") for element, named in sorted(found.items())
    }
