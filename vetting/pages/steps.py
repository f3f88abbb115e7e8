"""A step that is a form of its own on the page of what it changes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `name` is what the form posts as `do`, `kind` how its button weighs, `text` what stands above its fields."""

    name: str
    title: str
    button: str
    kind: str = ""
    text: str = ""
