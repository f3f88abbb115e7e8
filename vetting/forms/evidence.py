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


class NoteField(forms.CharField):
    """Why a paper is sent in spite of what the coach remarks. Hidden until it remarks something."""

    needed = True  # where the same copy is sent again

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Send it anyway: tell the reviewer why"))
        kwargs.setdefault("help_text", _("Leave this empty when you send a better copy."))
        super().__init__(required=False, max_length=1000, widget=forms.HiddenInput, **kwargs)

    def ask(self) -> None:
        """Show it."""
        self.widget = forms.Textarea(attrs={"rows": 2, "maxlength": 1000})


class PaperForm(Form):
    """Base of every form that takes papers: each file has the one looked at before, and a note on what was remarked.

    `overlooks`: the codes of remarks that are shown without asking why the paper has to do all the same.
    """

    PAPERS: tuple[str, ...] = ("file",)
    overlooks: frozenset[str] = frozenset()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.papers():
            self.fields[name].widget.coached = True
            kept, note = beside(name)
            self.fields[kept] = forms.UUIDField(required=False, widget=forms.HiddenInput)
            self.fields[note] = NoteField()

    def papers(self) -> tuple[str, ...]:
        """The fields that take a paper."""
        return self.PAPERS

    def paper_fields(self) -> set[str]:
        """Every field that is about a paper and none of the row's."""
        return {field for name in self.papers() for field in (name, *beside(name))}

    def shown_first(self) -> list:
        """The papers, as they are drawn: before what is typed, because what they seem to say can be filled in."""
        return [self[name] for name in self.papers()]

    def shown_after(self) -> list:
        """Every other field, the notes on papers before the rest."""
        notes = {beside(name)[1] for name in self.papers()}
        rest = [field for field in self.visible_fields() if field.name not in self.papers()]
        return sorted(rest, key=lambda field: field.name not in notes)

    def ask_note(self, name: str) -> None:
        """The paper of this field has remarks: it may be sent anyway, with a few words, asked right below it."""
        note = beside(name)[1]
        self.fields[note].ask()
        names = [field for field in self.fields if field != note]
        names.insert(names.index(name) + 1, note)
        self.order_fields(names)

    def forget_errors(self) -> None:
        """Only the paper was looked at: what is typed so far is shown and not yet judged."""
        self.full_clean()
        self._errors.clear()


def beside(name: str) -> tuple[str, str]:
    """The fields beside a file: the paper an earlier post brought, and the note. `file` has `kept` and `note`."""
    start = name.removesuffix("file") if name.endswith("file") else f"{name}_"
    return f"{start}kept", f"{start}note"


class EvidenceForm(PaperForm):
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

    def values(self) -> dict:
        """What the workflow writes, without the file."""
        data = self.cleaned_data
        plain = {name: data[name] for name in self.fields if name not in {*self.paper_fields(), *self.DETAIL}}
        return {**plain, **({"detail": {name: data[name] for name in self.DETAIL if data.get(name)}} if self.DETAIL else {})}

    def warning(self) -> str:
        """What looks unusual; it warns and never blocks."""
        return ""


class CredentialForm(EvidenceForm):
    """Base of the forms for what is not a license."""

    kind = ""

    def values(self) -> dict:
        """With its kind; an empty answer is no answer."""
        return {"kind": self.kind, **{name: value for name, value in super().values().items() if value not in (None, "")}}
