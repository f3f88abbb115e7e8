"""What a therapist says about one application: where and for what, her answers to questions, her signature."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.models import Mode, Service
from vetting.criteria.eligibility import FEATURES
from vetting.forms.evidence import EvidenceFile, PaperForm
from vetting.wording import CODES
from vetting.words_values import language_name

LANGUAGES = ("en", "es", "nl", "ar", "de", "fa", "fr", "hi", "it", "ja", "ko", "pl", "pt", "ru", "tr", "uk", "vi", "zh-hans")
OFFICE = [(code, CODES[code]) for code in FEATURES]
YES_NO = [("no", _("No")), ("yes", _("Yes"))]


class WhereForm(Form):
    """Where and for what she wants to work."""

    jurisdictions = forms.MultipleChoiceField(
        label=_("Where will your clients be?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose places where you hold a license or registration. The place of the client counts, also by video."),
    )
    services = forms.MultipleChoiceField(
        label=_("For what?"), widget=forms.CheckboxSelectMultiple, choices=Service.choices, initial=["counseling"]
    )

    OFFERS = {  # what an organization may ask beside it → its label and choices
        "languages": (_("In which languages do you work?"), [(code, language_name(code)) for code in LANGUAGES]),
        "modes": (_("How do you meet clients?"), Mode.choices),
        "office": (_("What does your office have?"), OFFICE),
    }

    def __init__(self, *args, places, asked=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jurisdictions"].choices = places
        for name in asked:
            label, choices = self.OFFERS[name]
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=name != "office"
            )

    def values(self) -> dict:
        """What the workflow writes: what is asked of everybody, and what this organization asks beside it."""
        data = self.cleaned_data
        offers = {name: data[name] for name in self.OFFERS if name in data}
        return {"jurisdictions": data["jurisdictions"], "services": data["services"], "offers": offers}


class QuestionsForm(PaperForm):
    """The questions of one set: yes or no each, and for every yes its story."""

    def __init__(self, *args, questions, on, answers=None, **kwargs):
        self.questions, self.on, self.kept = questions, on, answers or {}
        self.base_fields = {name: field for question in questions for name, field in self._asked(question)}
        super().__init__(*args, initial=self._kept(self.kept), **kwargs)
        for question in questions:
            self.fields[question.key].error_messages["required"] = _("Choose yes or no.")
            story = self.fields[f"{question.key}_story"]
            story.required = not self.is_bound or self.data.get(question.key) == "yes"
            story.error_messages["required"] = _("Tell in a few sentences what happened. A yes does not decide anything by itself.")

    @staticmethod
    def _asked(question):
        """The fields of one question."""
        yield question.key, forms.ChoiceField(label=question.text, choices=YES_NO, widget=forms.RadioSelect)
        yield f"{question.key}_story", forms.CharField(
            label=_("What happened, and how did it end?"), required=False, max_length=8000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        yield f"{question.key}_since", DayField(label=_("When was it?"), required=False)
        yield f"{question.key}_file", EvidenceFile(label=_("A paper about it"))

    def papers(self):
        """One of every question."""
        return tuple(f"{question.key}_file" for question in self.questions)

    @staticmethod
    def _kept(rows) -> dict:
        initial = {}
        for key, row in rows.items():
            initial |= {key: {True: "yes", False: "no"}.get(row.answer), f"{key}_story": row.narrative, f"{key}_since": row.since}
        return initial

    def clean(self):
        """Nothing happened in the future; that every yes has its story is asked of the field."""
        data = super().clean()
        for question in self.questions:
            since = f"{question.key}_since"
            if data.get(since) and data[since] > self.on:
                self.add_error(since, _("This day has not come yet. Check the year."))
        return data

    def answers(self) -> dict:
        """What the workflow writes, per question, without files; a no keeps no story."""
        data, given = self.cleaned_data, {}
        for question in self.questions:
            yes = data[question.key] == "yes"
            given[question.key] = {
                "answer": yes, "narrative": data[f"{question.key}_story"] if yes else "",
                "since": data[f"{question.key}_since"] if yes else None,
            }
        return given

    def notes(self) -> dict:
        """What she wrote on the paper of each question answered with yes."""
        yes = [question.key for question in self.questions if self.cleaned_data[question.key] == "yes"]
        return {key: self.cleaned_data[f"{key}_note"] for key in yes}


class SignatureForm(Form):
    """Her typed name under the statement."""

    name = forms.CharField(
        label=_("Type your full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("It counts as your signature."),
    )
    agree = forms.BooleanField(label=_("I have read the statement above, and it is true."))

    def __init__(self, *args, full_name, **kwargs):
        super().__init__(*args, **kwargs)
        self.full_name = full_name

    def clean_name(self):
        """The name in her profile, without regard to case and spaces."""
        name = " ".join(self.cleaned_data["name"].split())
        if name.casefold() != self.full_name.casefold():
            raise forms.ValidationError(_("Type your name as it stands in your profile: %(name)s.") % {"name": self.full_name})
        return name


class AnswerForm(PaperForm):
    """Her answer to one request: words, a file, or both."""

    needed = frozenset({"text", "file"})  # one of the two
    text = forms.CharField(
        label=_("Your answer"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In words, with a file, or both."),
    )
    file = EvidenceFile(label=_("A file"))

    def clean(self):
        """Not both empty."""
        data = super().clean()
        brought = data.get("file") or data.get("kept") or "file" in self.errors
        if not (data.get("text") or "").strip() and not brought:
            self.add_error("text", _("Write an answer or add a file."))
        return data


class WithdrawalForm(Form):
    """Why she takes an application back; nobody needs to know."""

    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organization reads it."),
    )


class TermsForm(Form):
    """Accepting both sets of terms at once."""

    agree = forms.BooleanField(label=_("I accept the referral terms and the payment terms."))
