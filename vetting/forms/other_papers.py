"""Other papers: the right to work, a photo, immunization and the like; and what any paper says of where it is from."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from licensure.models import CredentialKind
from licensure.packs import packs
from network.forms_base import DayField
from vetting.criteria.papers import KINDS, RIGHT_TO_WORK
from vetting.forms.evidence import CredentialForm
from vetting.wording import PAPERS
from vetting.words_values import ELSEWHERE, OTHER_LANGUAGE, language_name, place_label

LANGUAGES = (
    "en", "nl", "de", "fr", "es", "pt", "it", "pl", "tr", "ar", "fa", "hi", "ja", "ko", "ru", "uk", "vi", "zh-hans", OTHER_LANGUAGE,
)
BASES = [
    ("", _("Choose why")), ("citizen", _("I am a citizen, or one of the European Union")),
    ("permanent_stay", _("I may stay without an end")),
    ("work_permit", _("A work permit")), ("business_visa", _("A permit to work as self-employed")),
]
TRANSLATIONS = [("", _("No")), ("plain", _("Yes")), ("sworn", _("Yes, by a sworn translator"))]
LEGALIZATIONS = [("", _("No")), ("apostille", _("Yes, with an apostille")), ("consular", _("Yes, by a consulate"))]
ABROAD = ("place", "language", "translation", "legalization")


def places() -> list[tuple[str, str]]:
    """The countries whose jurisdictions are known, and another one."""
    known = sorted((place_label(code), code) for code in packs().places if "-" not in code)
    return [("", _("Choose a country")), *((code, name) for name, code in known), (ELSEWHERE, place_label(ELSEWHERE))]


def languages() -> list[tuple[str, str]]:
    """The languages a paper may be in."""
    return [("", _("Choose a language")), *((code, language_name(code)) for code in LANGUAGES)]


def written(**labels) -> dict[str, forms.Field]:
    """The questions about where a paper is from, none of which has to be answered."""
    fields = {
        "place": (_("Which country is it from?"), places), "language": (_("In which language is it?"), languages),
        "translation": (_("Is a translation with it?"), TRANSLATIONS), "legalization": (_("Is it legalized?"), LEGALIZATIONS),
    }
    return {
        name: forms.ChoiceField(label=labels.get(name, label), choices=choices, required=False) for name, (label, choices) in fields.items()
    }


class OtherPaperForm(CredentialForm):
    """Any other paper an organization asks for."""

    kind = CredentialKind.PAPER
    DETAIL = ("basis", *ABROAD)
    code = forms.ChoiceField(label=_("Which paper"), choices=[("", _("Choose a paper"))])
    title = forms.CharField(label=_("What it is called"), max_length=200, required=False)
    basis = forms.ChoiceField(label=_("Why may you work there?"), choices=BASES, required=False, help_text=_("Only of a right to work."))
    place = forms.ChoiceField(
        label=_("Country"), required=False,
        help_text=_("Where it is from; of a right to work, where you may work. Choose none when it holds wherever you apply."),
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    issued_on = DayField(label=_("Date of the paper"), required=False, help_text=_("Of a photo, the day it was taken."))
    covers_through = DayField(label=_("Valid through"), required=False, help_text=_("Empty when it does not expire."))
    field_order = [
        "code", "title", "basis", "place", "issuer", "issued_on", "covers_through", "language", "translation", "legalization", "file",
    ]
    ORDER = (("issued_on", "covers_through", _("This lies before the date of the paper.")),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("Choose a paper")), *((kind, capfirst(str(PAPERS[kind]))) for kind in KINDS)]
        self.fields |= {name: field for name, field in written().items() if name != "place"}
        self.fields["place"].choices = [("", _("None")), *places()[1:]]
        self.order_fields(self.field_order)

    def clean(self):
        """A right to work says on what it rests; another paper what it is."""
        data = super().clean()
        if data.get("code") == RIGHT_TO_WORK and not data.get("basis") and "basis" not in self.errors:
            self.add_error("basis", _("Choose on what your right to work rests."))
        if data.get("code") == "other_paper" and not data.get("title"):
            self.add_error("title", _("Say what this paper is."))
        if data.get("code") and data["code"] != RIGHT_TO_WORK:
            data["basis"] = ""
        return data
