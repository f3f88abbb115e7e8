"""What every piece of evidence asks: a copy, days in order, and what is kept of the answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form


class EvidenceFile(forms.FileField):
    """A copy of a paper. What is in it is judged by `network.inspection`, which says what to do about a bad one."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Take a photo or choose a file: PDF, JPG or PNG, up to 20 MB."))
        super().__init__(allow_empty_file=True, **kwargs)


class EvidenceForm(Form):
    """Base of the forms for one piece of evidence. `DETAIL` names the answers that are kept as details."""

    file = EvidenceFile(label=_("Copy"))
    DETAIL: tuple[str, ...] = ()
    PASSED = ("issued_on",)

    def __init__(self, *args, on, country="", **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self):
        """Days in order, and passed where only a passed day makes sense. `on` is today."""
        data = super().clean()
        for name in self.PASSED:
            if data.get(name) and data[name] > self.on:
                self.add_error(name, _("This day has not come yet. Check the year."))
        for first, last, words in self.ORDER:
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, words)
        return data

    ORDER = (("covers_from", "covers_through", _("This lies before the first covered day.")),)

    @property
    def upload(self):
        """The chosen file, or None."""
        return self.cleaned_data.get("file")

    def values(self) -> dict:
        """What the workflow writes, without the file."""
        data = self.cleaned_data
        plain = {name: data[name] for name in self.fields if name not in ("file", *self.DETAIL)}
        return {**plain, **({"detail": {name: data[name] for name in self.DETAIL if data[name]}} if self.DETAIL else {})}

    def warning(self) -> str:
        """What looks unusual; it warns and never blocks."""
        return ""


class CredentialForm(EvidenceForm):
    """Base of the forms for what is not a license."""

    kind = ""

    def values(self) -> dict:
        """With its kind; an empty answer is no answer."""
        return {"kind": self.kind, **{name: value for name, value in super().values().items() if value not in (None, "")}}
