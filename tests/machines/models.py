"""A machine with every feature the kernel offers and none of the domain: a case that is opened and then decided."""

from django.db import models

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import Refusal, step


class State(models.TextChoices):
    DRAFT = "draft", "a draft"
    OPEN = "open", "open"
    APPROVED = "approved", "approved"
    DENIED = "denied", "denied"


def has_title(case, *, actor, at, **inputs):
    """The case has a title."""
    if not case.title:
        yield Refusal("no_title", "The case has no title.", "Write one.")


def other_person(case, *, actor, at, **inputs):
    """Who opened it does not decide it."""
    if actor.person_id == case.opened_by_id:
        yield Refusal("same_person", f"{actor.label} opened this case; someone else must decide it.")


def not_early(case, *, actor, at, **inputs):
    """A decision does not come before the opening."""
    if case.opened_at and at < case.opened_at:
        yield Refusal("early", "The case was not open yet.", facts={"at": at})


def reads_inputs(case, *, actor, at, answer="", **inputs):
    """An answer may not be empty words."""
    if answer == "empty":
        yield Refusal("empty", "Say something.")


class Case(Stateful, TenantOwned):
    """The machine: draft → open → approved or denied, and open → draft again."""

    state = StateField(default=State.DRAFT, choices=State.choices)
    title = models.CharField(max_length=50, blank=True)
    answer = models.CharField(max_length=50, blank=True)
    opened_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    panel = models.ForeignKey("network.Panel", models.PROTECT, null=True, blank=True, related_name="cases")

    class Meta:
        app_label = "machines"
        constraints = [
            states_constraint(State, "case_state_legal"),
            models.UniqueConstraint(fields=["organization", "title"], condition=~models.Q(title=""), name="case_title_once"),
        ]

    def __str__(self):
        return self.title

    @step(State.DRAFT, State.OPEN, action=Action.VERIFY, guards=[has_title])
    def open(self, *, actor, at):
        self.opened_by_id, self.opened_at = actor.person_id, at

    @step(State.OPEN, State.APPROVED, action=Action.DECIDE, guards=[has_title, other_person, not_early, reads_inputs])
    def approve(self, *, actor, at, answer=""):
        self.answer = answer

    @step(State.OPEN, State.DENIED, action=Action.DECIDE, guards=[other_person])
    def deny(self, *, actor, at):
        raise RuntimeError("The step itself broke.")

    @step([State.OPEN, State.DENIED], State.DRAFT, action=Action.VERIFY)
    def reopen(self, *, actor, at):
        self.opened_by, self.opened_at = None, None
