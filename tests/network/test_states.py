"""What every machine of the product must have, whoever declared it."""

import pytest
from django.db.models import CheckConstraint, Q

from network.access import Action, Actor, ActorKind, Role, system
from network.states import machines, page, steps, who

MACHINES = [pytest.param(model, id=model.__name__) for model in machines()]


def test_there_are_machines():
    assert {"Participation", "Verification", "Hit", "Application"} <= {model.__name__ for model in machines()}


@pytest.mark.parametrize("model", MACHINES)
def test_the_database_holds_the_list_of_legal_states(model):
    legal = {value for value, _ in model._meta.get_field("state").choices}
    listed = [
        set(map(str, child[1]))
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q)
        for child in constraint.condition.children
        if isinstance(child, tuple) and child[0] == "state__in" and len(constraint.condition.children) == 1
    ]
    assert legal in listed, f"{model.__name__}: add network.models.base.states_constraint to its constraints"


@pytest.mark.parametrize("model", MACHINES)
def test_the_state_is_protected_and_starts_where_the_machine_does(model):
    field = model._meta.get_field("state")
    assert field.protected
    assert str(field.get_default()) in dict(field.choices)


@pytest.mark.parametrize("model", MACHINES)
def test_every_state_can_be_reached_and_every_step_is_somebodys(model):
    field, edges = model._meta.get_field("state"), steps(model)
    reached = {str(field.get_default())}
    for _ in edges:
        reached |= {edge.target for edge in edges if edge.source in reached}
    assert reached == {value for value, _ in field.choices}
    assert all(who(edge.action) for edge in edges)
    assert all(edge.guards == tuple(filter(None, edge.guards)) for edge in edges)


@pytest.mark.parametrize("model", MACHINES)
def test_the_page_names_every_state_and_step(model):
    told = page()
    assert f"## {model.__name__} ({model._meta.app_label})" in told
    assert all(f"| {edge.name} |" in told for edge in steps(model))


def test_the_machines_of_the_tests_are_not_on_the_page():
    assert "## Case" not in page()


def test_who_names_roles_the_therapist_and_scheduled_work():
    assert who(Action.DECIDE) == "Clinical director, Committee member"
    assert who(Action.ATTEST) == "the therapist"
    assert "scheduled work" in who(Action.RUN)
    assert Actor(label="x", kind=ActorKind.STAFF, roles=frozenset({Role.DIRECTOR})).actions and system("x").actions
