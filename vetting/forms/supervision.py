"""Who supervises her, under which of her titles: the agreement as she states it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.catalog import SUPERVISED_LEVELS
from licensure.models import CredentialKind
from licensure.policy import known
from network.formats import day
from network.forms_base import DayField
from vetting.forms.evidence import CredentialForm
from vetting.forms.licenses import UNUSUAL, titles


class SupervisionForm(CredentialForm):
    """An agreement with a supervisor. It counts once the organization looked the supervisor's license up."""

    kind = CredentialKind.SUPERVISION
    DETAIL = ("of",)
    PASSED = ()
    of = forms.ChoiceField(label=_("Your title that is supervised"))
    title = forms.CharField(label=_("Supervisor’s name"), max_length=200)
    code = forms.ChoiceField(label=_("Supervisor’s license"), help_text=_("The one the supervisor supervises you with."))
    number = forms.CharField(label=_("Supervisor’s license number"), max_length=80)
    covers_from = DayField(label=_("First day of the supervision"))
    covers_through = DayField(
        label=_("Last day of the supervision"), required=False,
        help_text=_("Empty while no end is agreed. When it ends, enter the day at once; from the day after you need another supervisor."),
    )
    field_order = ["of", "title", "code", "number", "covers_from", "covers_through", "file"]
    ORDER = (("covers_from", "covers_through", _("This lies before the first day of the supervision.")),)

    def __init__(self, *args, country="", **kwargs):
        super().__init__(*args, country=country, **kwargs)
        self.fields["of"].choices = [("", _("Choose a title")), *titles(country, SUPERVISED_LEVELS)]
        self.fields["code"].choices = [("", _("Choose a title")), *titles(country)]

    def values(self) -> dict:
        """Without an end the row says so: an end taken back does not stay."""
        return {"covers_through": None, **super().values()}

    def warning(self) -> str:
        """An unusual number, or a supervision that has ended."""
        last = self.cleaned_data["covers_through"]
        if last and last < self.on:
            return _("This supervision ended on %(day)s. Add the one that runs now.") % {"day": day(last)}
        if known().types[self.cleaned_data["code"]].looks_unusual(self.cleaned_data["number"]):
            return str(UNUSUAL)
        return ""
