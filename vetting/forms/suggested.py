"""Filling a form with what its paper seems to say, when she presses the button: a suggestion she took, and may change."""

from collections.abc import Mapping
from datetime import date

from django import forms

from network.forms_base import AmountField, DayField, amount_typed

ALL = "all"  # every field that is still empty


def fill(data, fields: Mapping[str, forms.Field], remarks, wanted: str) -> None:
    """Put suggested values into what was typed: those of the field `wanted`, or of all that are empty."""
    for remark in remarks:
        name = remark.get("field", "")
        if remark["code"] != "says" or name not in fields or wanted not in (name, ALL):
            continue
        typed = as_typed(name, fields[name], remark["value"])
        if wanted == name or not any(data.get(key, "").strip() for key in typed):
            for key, put in typed.items():
                data[key] = put


def as_typed(name: str, field: forms.Field, value: str) -> dict[str, str]:
    """A value as the controls of its field send it."""
    if isinstance(field, DayField):
        day = date.fromisoformat(value)
        return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return {name: amount_typed(int(value)) if isinstance(field, AmountField) else value}
