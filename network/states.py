"""`docs/states.md`, written from the declarations: every machine with its states, steps, who may take them and when not.

One declaration, three uses (see `transitions`); this is the third. A test fails when the committed page differs.
"""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.utils import translation

from network.access import GRANTS, RULE_ACTIONS, SYSTEM_ACTIONS, TERMINAL_ACTIONS, THERAPIST_ACTIONS, Action, Role
from network.models.base import Stateful

HEAD = """# State machines

Written by `manage.py states` from the declarations in the code; do not edit. A step is taken by
`network.transitions.perform` alone: it asks the permission, shows every unmet condition, moves, saves and records.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a machine."""

    name: str
    source: str
    target: str
    action: Action
    guards: tuple[str, ...]


def machines() -> list[type[Stateful]]:
    """Every model of ours with a machine, by app and name."""
    ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in settings.OUR_APPS}
    found = [model for model in apps.get_models() if issubclass(model, Stateful) and model._meta.app_label in ours]
    return sorted(found, key=lambda model: model._meta.label)


def steps(model) -> list[Step]:
    """The machine's edges, in the order they are declared, then by source."""
    field = model._meta.get_field("state")
    order = list(dict.fromkeys(name for base in model.__mro__ for name in vars(base)))
    states = [value for value, _ in field.choices]
    edges = [
        Step(
            name=edge.name,
            source=str(edge.source),
            target=str(edge.target),
            action=Action(edge.custom["action"]),
            guards=tuple(first_line(guard) for guard in edge.custom["guards"]),
        )
        for edge in field.get_all_transitions(model)
    ]
    return sorted(edges, key=lambda edge: (order.index(edge.name), states.index(edge.source)))


def first_line(guard) -> str:
    """What a guard asks, as its docstring says it; its name when it says nothing."""
    plain = getattr(guard, "func", guard)  # a partial
    words = (plain.__doc__ or "").strip().splitlines()
    return words[0] if words else getattr(plain, "__name__", str(plain)).replace("_", " ")


def who(action) -> str:
    """Who may take a step of this action, in words."""
    names = [str(Role(role).label) for role, actions in GRANTS.items() if action in actions]
    names += ["the therapist"] if action in THERAPIST_ACTIONS else []
    names += ["the operator, at the terminal"] if action in TERMINAL_ACTIONS else []
    names += ["scheduled work"] if action in SYSTEM_ACTIONS else []
    names += ["a documented rule, where it is switched on"] if action in RULE_ACTIONS else []
    return ", ".join(names)


def diagram(model) -> str:
    """The machine as a Mermaid drawing."""
    field = model._meta.get_field("state")
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {field.get_default()}"]
    lines += [f"    {edge.source} --> {edge.target}: {edge.name}" for edge in steps(model)]
    ended = {edge.target for edge in steps(model)} - {edge.source for edge in steps(model)}
    lines += [f"    {state} --> [*]" for state, _ in field.choices if state in ended]
    return "\n".join([*lines, "```"])


def table(model) -> str:
    """Every step with its edges, who may take it and what must hold."""
    rows = ["| step | from | to | who | only when |", "|---|---|---|---|---|"]
    merged: dict[tuple, list[str]] = {}
    for edge in steps(model):
        merged.setdefault((edge.name, edge.target, edge.action, edge.guards), []).append(edge.source)
    for (name, target, action, guards), sources in merged.items():
        rows.append(f"| {name} | {', '.join(sources)} | {target} | {who(action)} | {'<br>'.join(guards) or '–'} |")
    return "\n".join(rows)


def section(model) -> str:
    """One machine."""
    labels = [f"`{value}` ({label})" for value, label in model._meta.get_field("state").choices]
    meaning = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    title = f"## {model.__name__} ({model._meta.app_label})"
    return "\n\n".join([title, meaning, "States: " + ", ".join(labels) + ".", diagram(model), table(model)])


def page() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        return "\n\n".join([HEAD.strip(), *(section(model) for model in machines())]) + "\n"
