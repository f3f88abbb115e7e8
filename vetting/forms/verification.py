"""What a reviewer writes down about a source: its answer, that it was asked, that it differs or cannot be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.compared import differences
from licensure.facts.allowed import allowed_sources
from licensure.facts.licenses import JUDGED
from licensure.models import Method
from network.coach_words import PHOTOGRAPHED
from network.forms_base import AmountField, DayField, Form
from network.identity import MEETINGS
from vetting import words_differs
from vetting.forms.evidence import EvidenceFile, PaperForm

STATUS = [
    ("", _("Choose what the source says")), ("active", _("Active")), ("inactive", _("Inactive")), ("expired", _("Expired")),
    ("suspended", _("Suspended")), ("revoked", _("Revoked")), ("surrendered", _("Surrendered")), ("retired", _("Retired")),
]
STOPPED = ("suspended", "revoked", "surrendered", "retired")  # a status that has a first day


class VerifyForm(PaperForm):
    """The source's answer: who, how, as of when, good through when, and what is kept of it."""

    method = forms.ChoiceField(label=_("How was it checked?"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The board, register, insurer, school or list that answered.")
    )
    query = forms.CharField(
        label=_("What was looked up"), max_length=300, required=False, help_text=_("The name or number that was searched.")
    )
    shown_name = forms.CharField(
        label=_("Name at the source"), max_length=200, help_text=_("As it stands there, not as the therapist wrote it.")
    )
    shown_number = forms.CharField(
        label=_("Number at the source"), max_length=80, help_text=_("As it stands there, sign by sign.")
    )
    shown_title = forms.CharField(
        label=_("Title at the source"), max_length=200, required=False,
        help_text=_("As it stands there, in full or abbreviated. A supervised title is another one."),
    )
    as_of = DayField(label=_("As of"), help_text=_("The day that stands on the source, not today’s date."))
    good_through = DayField(
        label=_("Good through"), required=False, help_text=_("The last day the source says it is valid; empty when it says none.")
    )
    status = forms.ChoiceField(label=_("Status at the source"), choices=STATUS)
    status_since = DayField(
        label=_("Status since"), required=False, help_text=_("When it is suspended, revoked or given up: the first day.")
    )
    encumbered = forms.BooleanField(label=_("The source shows a restriction, probation or condition"), required=False)
    per_claim = AmountField(label=_("Per claim, by the source"), required=False)
    aggregate = AmountField(label=_("Per year, by the source"), required=False)
    artefact = EvidenceFile(label=_("The page or document you looked at"))
    seen_what = forms.CharField(
        label=_("Original seen"), max_length=200, required=False,
        help_text=_("Only when no copy may be kept: kind, number and date of the original."),
    )
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)

    needed = frozenset({"artefact", "seen_what", "status_since"})  # by the method, or by the status
    PAPERS = ("artefact",)
    overlooks = PHOTOGRAPHED  # a picture of a register's page is small or dark as the page is
    ONLY_FOR = {
        "status": JUDGED, "status_since": JUDGED, "encumbered": JUDGED,
        "per_claim": ("insurance",), "aggregate": ("insurance",),
        "shown_title": ("license", "supervision"), "shown_name": (*JUDGED, "npi", "claims"), "shown_number": (*JUDGED, "npi"),
    }

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        self.check = check
        self.fields["method"].choices = [("", _("Choose how")), *(one for one in Method.choices if one[0] not in MEETINGS)]
        for name, elements in self.ONLY_FOR.items():
            if check.element not in elements:
                del self.fields[name]
        self.choose_source(check)
        if check.element == "supervision":
            self.speak_of_the_supervisor()
        if check.artefact_sha256:
            self.needed = self.needed - {"artefact"}
        if not self.is_bound and check.as_of:
            self.ask_about(differences(check))

    def choose_source(self, check):
        """Who may answer is a choice where it is known. What was obtained or posted stays in it: the guard refuses it with its reason."""
        names = [each.name for each in allowed_sources(check)]
        if not names:
            return
        also = [self.data.get("source", "") if self.is_bound else "", check.source if check.state == "obtained" else ""]
        known = dict.fromkeys(filter(None, [*names, *also]))
        source = self.fields["source"]
        source.widget = forms.Select(choices=[("", _("Choose who answered")), *((name, name) for name in known)])
        source.help_text = _("Nobody else may answer for this.")

    def speak_of_the_supervisor(self):
        """What is looked up is the supervisor's license, not hers."""
        self.fields["shown_name"].help_text = _("The supervisor’s, as it stands there.")
        self.fields["good_through"].label = _("Supervisor’s license good through")
        self.fields["good_through"].help_text = _("Without a day the supervision counts for nothing, unless the license never expires.")

    def ask_about(self, found):
        """One box for every difference: it is taken over by name or not at all."""
        currency = getattr(self.check.evidence, "currency", "")
        choices = [(one.field, words_differs.sentence(one, currency)) for one in found]
        if choices:
            self.needed = self.needed | {"named", "comment"}
            self.fields["named"] = forms.MultipleChoiceField(
                label=_("What differs"), required=False, widget=forms.CheckboxSelectMultiple, choices=choices,
                help_text=_("Tick every difference you take over, and say why in the comment."),
            )
        return {field for field, _words in choices}

    def clean(self):
        """Something is kept, or an original was seen; a status that stops her says since when; what differs is named."""
        data = super().clean()
        seen = data.get("method") == Method.SEEN
        if seen and not data.get("seen_what"):
            self.add_error("seen_what", _("Write down kind, number and date of the original you saw."))
        kept = data.get("artefact") or data.get("artefact_kept") or self.check.artefact_sha256
        if data.get("method") and not seen and not kept and "artefact" not in self.errors:
            self.add_error("artefact", _("Add the page or document you looked at, or choose “Original seen”."))
        if data.get("status") in STOPPED and not data.get("status_since") and "status_since" not in self.errors:
            self.add_error("status_since", _("Enter the day since which the source says so."))
        self._name_differences(data)
        return data

    def _name_differences(self, data):
        found = differences(self.check, values=self.values(), good_through=data.get("good_through"))
        fields = self.ask_about(found)
        data["named"] = sorted(fields & set(self.data.getlist("named"))) if fields else []
        if set(data["named"]) != fields:
            differ = _("The therapist’s word and the source differ. Tick each difference you take over, or record that it differs.")
            self.add_error("named", differ)
        elif fields and not data.get("comment", "").strip():
            self.add_error("comment", _("Say why you take the difference over."))

    def values(self) -> dict:
        """What the source says, by field."""
        data, values = self.cleaned_data, {}
        if data.get("status"):
            values = {"status": data["status"], "encumbered": data["encumbered"]}
            if since := data.get("status_since"):
                values["status_since"] = since.isoformat()
        if data.get("shown_name"):
            values["names"] = [data["shown_name"]]
        if data.get("shown_title"):
            values["title"] = data["shown_title"]
        if data.get("shown_number"):
            values["number"] = data["shown_number"]
        return values | {name: data[name] for name in ("per_claim", "aggregate") if data.get(name) is not None}

    def answer(self) -> dict:
        """What the workflow takes, without the uploaded file."""
        data = self.cleaned_data
        sighting = {"what": data["seen_what"]} if data["seen_what"] else None
        kept = ("method", "source", "query", "as_of", "good_through", "comment", "named")
        return {**{name: data.get(name) for name in kept}, "values": self.values(), "sighting": sighting}

class AskForm(Form):
    """The source was asked."""

    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The board, register, insurer, school or list that was asked.")
    )
    due_on = DayField(label=_("Answer expected by"), required=False)


class ReasonForm(Form):
    """A reason in one or two sentences."""

    comment = forms.CharField(label=_("What differs, or why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class RenewForm(Form):
    """Nothing to fill in: the old check stays readable, a new one opens."""
