"""Every setting of a policy as tables in Markdown, made from the settings themselves: what `docs/policies.md` shows. No database."""

from collections.abc import Iterator

from vetting import (
    clocks,
    committee,
    governance,
    words,
    words_clocks,
    words_committee,
    words_governance,
    words_parameters,
)
from vetting.criteria import CRITERIA
from vetting.parameters import PARAMETERS

BEGIN, END = "<!-- made by `manage.py policy settings` -->", "<!-- end of what is made -->"


def tables() -> str:
    """The tables, in the language now active, between their two marks."""
    parts = [
        ("The 79 numbers", ("no.", "what", "where"), _numbers()), ("Rules", ("rule", "key", "fields"), _rules()),
        ("Days", ("setting", "key", "default", "bounds"), _days()),
        ("Committee", ("setting", "key", "default", "bounds", "what it does"), _settings(committee.SETTINGS, words_committee)),
    ]
    parts += [
        (str(words_governance.GROUPS[name]), ("setting", "key", "default", "bounds", "what it does"), _settings(group, words_governance))
        for name, group in governance.GROUPS.items()
    ]
    return "\n".join([BEGIN, *(line for title, heads, rows in parts for line in _table(title, heads, rows)), "", END])


def _table(title, heads, rows) -> Iterator[str]:
    yield from ("", f"### {title}", "", _line(heads), _line(["---"] * len(heads)))
    yield from map(_line, rows)


def _line(cells) -> str:
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def _numbers():
    for each in PARAMETERS:
        yield each.number, words_parameters.name(each.number), "; ".join(words_parameters.place(where) for where in each.places)


def _rules():
    for key, criterion in CRITERIA.items():
        fields = ", ".join(f"`{field.name}`{_bounds(field)}" for field in criterion.fields)
        yield words.title(key), f"`{key}`", fields or "none"


def _bounds(field) -> str:
    return f" {field.minimum} to {field.maximum}" if field.minimum is not None and field.maximum is not None else ""


def _days():
    for clock in clocks.CLOCKS:
        default = ", ".join(map(str, clock.default)) if clock.ladder else clock.default
        yield words_clocks.label(clock.key), f"`{clock.key}`", default, f"{clock.minimum} to {clock.maximum} {clock.unit}"


def _settings(settings, told):
    for each in settings:
        default = ("on" if each.default else "off") if each.switch else each.default
        bounds = "on, off" if each.switch else ", ".join(each.choices) or f"{each.minimum} to {each.maximum}"
        yield told.label(each.key), f"`{each.key}`", default, bounds, told.HELP[each.key]
