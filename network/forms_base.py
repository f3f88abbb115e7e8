"""Forms as every page draws them: label, hint, error, control, in that order, tied for assistive technology."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.template import loader
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network import formats


class Renderer(DjangoTemplates):
    """Django's widgets in our field: templates under `parts/` come from the project, the rest from Django."""

    form_template_name = "parts/form.html"

    def get_template(self, template_name):
        """One of ours, or Django's own."""
        if template_name.startswith("parts/"):
            return loader.get_template(template_name)
        return super().get_template(template_name)


REQUIRED = (  # "This field is required" says nothing of how to mend it
    (forms.BooleanField, _("Tick the box to go on.")),
    (forms.FileField, _("Choose a file.")),
    (forms.ChoiceField, _("Choose an answer.")),
    (forms.ModelChoiceField, _("Choose an answer.")),
    (forms.Field, _("Fill this in.")),
)


def required_words(field: forms.Field):
    """What to say when `field` was left empty; its own words when it has some."""
    if field.error_messages["required"] != forms.Field.default_error_messages["required"]:
        return field.error_messages["required"]
    return next(words for sort, words in REQUIRED if isinstance(field, sort))


class LookedAfter:
    """What our forms share: `(optional)` behind what may stay empty, and errors that say how to mend.

    `needed` names fields that are not required by themselves but by another answer, as `clean` or the workflow says:
    nobody may call them optional. A field may say the same of itself.
    """

    needed: frozenset[str] = frozenset()
    default_renderer = Renderer
    use_required_attribute = False  # the server explains what is missing, in the reader's language

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = required_words(field)

    def may_stay_empty(self, name: str) -> bool:
        """Whether a page may call this field optional."""
        field = self.fields[name]
        return not (field.required or name in self.needed or getattr(field, "needed", False))

    def refuse(self, refusals) -> tuple:
        """Say beside each field what the workflow says of it (`facts["field"]`); the refusals that belong to no field."""
        loose = []
        for refusal in refusals:
            name = self.refused_field((refusal.facts or {}).get("field", ""))
            if name in self.fields:
                self.add_error(name, self.refused_words(refusal))
            else:
                loose.append(refusal)
        return tuple(loose)

    def refused_field(self, name: str) -> str:
        """The field of this form that the workflow calls `name`."""
        return name

    def refused_words(self, refusal) -> str:
        """What is said beside the field; its label says already what a cure would name."""
        return str(refusal.message)


class Form(LookedAfter, forms.Form):
    """The base of every form without a model."""


class ModelForm(LookedAfter, forms.ModelForm):
    """The base of every form with a model."""


class DayWidget(forms.MultiWidget):
    """A remembered date in three fields: day, month, year. Never jumps ahead by itself."""

    template_name = "parts/day.html"
    use_fieldset = True
    parts = (
        ("day", pgettext_lazy("date part", "Day"), 2),
        ("month", pgettext_lazy("date part", "Month"), 2),
        ("year", pgettext_lazy("date part", "Year"), 4),
    )

    def __init__(self, attrs=None):
        boxes = {
            name: forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": width, "size": width}
            )
            for name, _label, width in self.parts
        }
        super().__init__(boxes, attrs)

    def decompress(self, value):
        """The three numbers of a date, or of an ISO text."""
        if isinstance(value, str) and value:
            value = dt.date.fromisoformat(value)
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name, value, attrs):
        """Django's context, with the word above each box."""
        context = super().get_context(name, value, attrs)
        for box, (_name, label, width) in zip(context["widget"]["subwidgets"], self.parts, strict=True):
            box["label"], box["width"] = label, width
        return context

    def id_for_label(self, id_):
        """The first box: where an error summary leads."""
        return f"{id_}_0" if id_ else id_


class DayField(forms.MultiValueField):
    """A remembered date in three fields; gives a `date`. Takes a month as a number."""

    widget = DayWidget
    default_error_messages = {
        "required": _("Enter a date: day, month and year."),
        "incomplete": _("Enter the whole date: day, month and year."),
        "invalid": _("This date does not exist. Check the day and the month."),
        "year": _("Enter the year with four digits, such as 2026."),
    }

    def __init__(self, **kwargs):
        number = {"required": False, "localize": False}
        fields = [forms.CharField(**number) for _part in DayWidget.parts]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value):
        """The date. Raises ValidationError that says how to mend it."""
        given = [str(part or "").strip() for part in (value if isinstance(value, list | tuple) else [None] * 3)]
        if not any(given):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(given):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self.compress(given)

    def compress(self, data_list):
        """The three texts as a date."""
        if not data_list:
            return None
        day, month, year = data_list
        if not re.fullmatch(r"[0-9]{4}", year):
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial, data):
        """Whether another date was typed."""
        return self.widget.decompress(initial) != [
            int(part) if str(part or "").isdigit() else None for part in data or [None] * 3
        ]


class AmountField(forms.CharField):
    """An amount of money as people type it, in either style; gives integer minor units (cents)."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Enter an amount in figures, such as 1250 or 92.50.")}

    def prepare_value(self, value):
        """Cents as the reader writes an amount; what she typed herself comes back as it was."""
        return amount_typed(value) if isinstance(value, int) else value

    def to_python(self, value):
        """Cents, or None when empty. Raises ValidationError."""
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return cents(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def amount_typed(minor: int) -> str:
    """Cents as figures without a currency: `1,846.50` or `1.846,50`."""
    return formats.number(minor / 100, 2)


def cents(text: str) -> int:
    """An amount as typed, `1,846.50`, `€ 1.250.000`, `92,5`, in cents.

    The last mark counts as decimal when one or two digits follow it; every other mark has to stand between groups of
    three. Raises ValueError for anything else, so that nothing is guessed.
    """
    plain = re.sub(r"[\s$€£\u00a0]|US\$|USD|EUR", "", text.strip().upper())
    found = re.fullmatch(
        r"(-|\u2212)?([0-9]{1,3}(?:([.,'])[0-9]{3}(?:\3[0-9]{3})*)?|[0-9]+)(?:([.,])([0-9]{1,2}))?", plain
    )
    if not found or (found[3] and found[3] == found[4]):
        raise ValueError(f"Not an amount: {text!r}")
    whole = int(re.sub(r"[.,']", "", found[2]))
    minor = whole * 100 + int((found[5] or "").ljust(2, "0") or 0)
    return -minor if found[1] else minor
