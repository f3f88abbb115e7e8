"""What every piece of evidence asks: a copy, days in order, and what is kept of the answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form

ACCEPTED = "application/pdf,image/jpeg,image/png,image/heic,image/heif"


class UploadInput(forms.FileInput):
    """Two ways to the same field: the camera of a phone, or files. Several become one document."""

    allow_multiple_selected = True
    template_name = "parts/upload.html"

    def __init__(self, attrs=None):
        super().__init__({"multiple": True, "accept": ACCEPTED, **(attrs or {})})
        self.coached = False

    def value_from_datadict(self, data, files, name):
        """Every file of the field."""
        return files.getlist(name) if hasattr(files, "getlist") else [files[name]] if files.get(name) else []

    def value_omitted_from_data(self, data, files, name):
        """Whether none came."""
        return name not in files

    def get_context(self, name, value, attrs):
        """Django's context, and whether the server looks at a file as soon as it is chosen."""
        context = super().get_context(name, value, attrs)
        context["widget"]["coached"] = self.coached
        return context


class EvidenceFile(forms.FileField):
    """A copy of a paper. What is in it is judged by `network.inspection`, which says what to do about a bad one."""

    widget = UploadInput

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("A photo of each page, or one file: PDF, JPG, PNG or HEIC, together up to 20 MB."))
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data, initial=None):
        """The files, in their order; an empty list without any."""
        return [super(EvidenceFile, self).clean(one, initial) for one in data or ()]


class EvidenceForm(Form):
    """Base of the forms for one piece of evidence. `DETAIL` names the answers that are kept as details."""

    needed = frozenset({"note"})  # when the same copy is sent again
    file = EvidenceFile(label=_("Copy"))
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Send it anyway: tell the reviewer why"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Leave this empty when you send a better copy."),
    )
    PAPER = ("file", "kept", "note")
    DETAIL: tuple[str, ...] = ()
    PASSED = ("issued_on",)

    def __init__(self, *args, on, country="", **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["note"].widget = forms.HiddenInput()
        self.fields["file"].widget.coached = True

    def ask_note(self) -> None:
        """The paper has remarks: she may send it anyway, with a few words."""
        self.fields["note"].widget = type(self).base_fields["note"].widget
        self.order_fields([*[name for name in self.fields if name not in self.PAPER], *self.PAPER])

    def forget_errors(self) -> None:
        """Only the paper was looked at: what is typed so far is shown and not yet judged."""
        self.full_clean()
        self._errors.clear()

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

    def values(self) -> dict:
        """What the workflow writes, without the file."""
        data = self.cleaned_data
        plain = {name: data[name] for name in self.fields if name not in (*self.PAPER, *self.DETAIL)}
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
