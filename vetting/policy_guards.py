"""Guards of a policy's machine. Each yields every refusal it knows, with what would make the step possible."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.queries.people import same_persons
from network.transitions import Refusal
from vetting import words
from vetting.contradictions import contradictions
from vetting.words_files import contradiction


def has_criteria(policy, *, actor, at, **inputs):
    """A policy that asks nothing would find every file clean."""
    if not policy.criteria.exists():
        yield Refusal("no_criteria", _("This policy asks nothing."), _("Add at least one criterion, or start from a preset."))


def makes_sense(policy, *, actor, at, **inputs):
    """No number of one rule stands against a number of another: what nobody can meet decides nothing."""
    for found in contradictions({row.criterion: row.limit for row in policy.criteria.all()}):
        yield Refusal("numbers_contradict", *contradiction(found))


def keeps_the_law(policy, *, actor, at, unlawful=((), ()), **inputs):
    """No rule of it asks less than the law, or asks what the law forbids, whatever it started from."""
    below, forbidden = unlawful
    yield from map(asked_by_law, below)
    yield from map(forbidden_by_law, forbidden)


def asked_by_law(criterion) -> Refusal:
    """A rule of the law is loosened or missing."""
    return Refusal(
        "below_the_law",
        _("%(title)s is asked by law; it cannot be loosened or left out.") % {"title": words.title(criterion)},
        _("Ask for the same or more."),
    )


def forbidden_by_law(criterion) -> Refusal:
    """A rule asks questions that may not be asked in the organization's country."""
    return Refusal(
        "law_forbids",
        _("%(title)s: the law of your country forbids some of these questions.") % {"title": words.title(criterion)},
        _("Choose the set of questions without them."), {"field": "questions"},
    )


def has_a_day(policy, *, actor, at, **inputs):
    """It says from which day it counts, and that day has not passed: nothing is decided backwards."""
    if policy.effective_from is None:
        yield Refusal("no_day", _("This policy has no first day."), _("Choose the day from which it counts."))
    elif policy.effective_from < at.astimezone(ZoneInfo(policy.organization.zone)).date():
        yield Refusal("day_passed", _("The first day of this policy has passed."), _("Draft it again with today or a later day."))


def leaves_today_alone(policy, *, actor, at, **inputs):
    """A new version begins tomorrow at the earliest: nobody is judged by two versions on one day."""
    today = at.astimezone(ZoneInfo(policy.organization.zone)).date()
    others = type(policy).objects.within(policy.organization).in_force(today).exclude(pk=policy.pk)
    if policy.effective_from == today and others.exists():
        yield Refusal(
            "already_one_today", _("Another version counts today."), _("Draft it again with tomorrow or a later day as its first.")
        )


@bars("vetting", "approve a policy", "write it", code="wrote_it")
def other_person(policy, *, actor, at, **inputs):
    """Who wrote a policy does not approve it, under any account (separation by person)."""
    if actor.person_id is None or policy.author_id in same_persons(actor.person_id):
        yield Refusal("wrote_it", _("You wrote this policy."), _("A colleague who may approve policies reads it and approves."))


def gives_reason(policy, *, actor, at, reason="", **inputs):
    """The author learns why."""
    if not reason.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say in one or two sentences what has to change."))
